"""What commands have in common that serve until they are stopped."""

import contextlib
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from m_engines.postgresql import AlreadyRunning, DatabaseUrlInvalid, EngineError
from m_kit.errors import BusinessError, MigrationError
from m_kit.logs import set_up_logs

from business_m.children import ContextStartFailed
from business_m.cli.outcome import REFUSED, UNREACHABLE, USAGE, Ended
from business_m.ports import PortTaken
from business_m.settings import SettingInvalid, Settings


@contextlib.contextmanager
def refusals() -> Iterator[None]:
    """Sets up logs, and turns what keeps a server from starting into an exit code."""
    try:
        set_up_logs("WARNING")
        yield
    except (PortTaken, SettingInvalid) as error:
        raise Ended(str(error), USAGE) from error
    except DatabaseUrlInvalid as error:
        raise Ended(f"DATABASE_URL: {error}", USAGE) from error
    except AlreadyRunning as error:
        raise Ended(f"already running, pid {error.pid}", REFUSED) from error
    except EngineError as error:
        raise Ended(str(error), USAGE) from error
    except ContextStartFailed as error:
        raise Ended(str(error), REFUSED) from error
    except MigrationError as error:
        raise Ended(str(error), REFUSED) from error
    except BusinessError as error:
        raise Ended(error.message, UNREACHABLE) from error


def with_options(settings: Settings, data_dir: Path | None, http_port: int | None, grpc_port: int | None) -> Settings:
    """What the command line says goes before the environment."""
    return replace(
        settings,
        data_dir=(data_dir or settings.data_dir).absolute(),
        http_port=settings.http_port if http_port is None else http_port,
        grpc_port=settings.grpc_port if grpc_port is None else grpc_port,
    )
