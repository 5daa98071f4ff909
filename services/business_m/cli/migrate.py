"""`m migrate`."""

import asyncio

import click
from m_engines.postgresql import EmbeddedPostgres, EngineError, PostgresAddress
from m_kit.errors import BusinessError, MigrationError

from business_m.cli.outcome import REFUSED, UNREACHABLE, USAGE, Ended, print_json, progress
from business_m.settings import Settings


@click.command()
@click.option("--json", "as_json", is_flag=True)
def migrate(as_json: bool) -> None:
    """Bring the database up to date: that of DATABASE_URL, or the embedded one of the data directory."""
    settings = Settings.from_environment()
    try:
        done = _migrated(settings)
    except EngineError as error:
        raise Ended(str(error), USAGE) from error
    except MigrationError as error:
        raise Ended(str(error), REFUSED) from error
    except BusinessError as error:
        raise Ended(error.message, UNREACHABLE) from error
    progress(", ".join(f"{context}: {count} run" for context, count in done.items()))
    if as_json:
        print_json({"migrations_run": done})


def _migrated(settings: Settings) -> dict[str, int]:
    from business_m.databases import prepare_server

    if settings.database_url:
        return asyncio.run(_prepare(settings, PostgresAddress.parse(settings.database_url)))
    settings.data_dir.mkdir(parents=True, exist_ok=True)
    postgres = EmbeddedPostgres(settings.data_dir)
    try:
        server = postgres.start()
        return asyncio.run(_prepare(settings, asyncio.run(prepare_server(server))))
    finally:
        postgres.stop()


async def _prepare(settings: Settings, address: PostgresAddress) -> dict[str, int]:
    from business_m.catalog import MODULES
    from business_m.databases import RolePasswords, prepare_databases

    settings.data_dir.mkdir(parents=True, exist_ok=True)
    return await prepare_databases(address, MODULES, RolePasswords(settings.data_dir / "role_passwords.json"))
