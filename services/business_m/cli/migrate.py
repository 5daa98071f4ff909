"""`m migrate`."""

import asyncio
from pathlib import Path

import click
from m_engines.postgresql import EmbeddedPostgres, EngineError, PostgresAddress
from m_kit.errors import BusinessError, MigrationError

from business_m.cli.outcome import REFUSED, UNREACHABLE, USAGE, Ended, print_json, progress
from business_m.settings import Settings


@click.command()
@click.option(
    "--own-databases",
    metavar="FILE",
    type=click.Path(path_type=Path),
    help="a database and a role for each context, on DATABASE_URL's server; FILE keeps the roles' passwords, as JSON",
)
@click.option("--json", "as_json", is_flag=True)
def migrate(own_databases: Path | None, as_json: bool) -> None:
    """Bring the database up to date: that of DATABASE_URL, or the embedded one of the data directory."""
    settings = Settings.from_environment()
    try:
        done = _migrated_apart(settings, own_databases) if own_databases else _migrated(settings)
    except EngineError as error:
        raise Ended(str(error), USAGE) from error
    except MigrationError as error:
        raise Ended(str(error), REFUSED) from error
    except BusinessError as error:
        raise Ended(error.message, UNREACHABLE) from error
    progress(", ".join(f"{context}: {count} run" for context, count in done.items()))
    if as_json:
        print_json({"migrations_run": done})


def _migrated_apart(settings: Settings, passwords: Path) -> dict[str, int]:
    from business_m.catalog import all_modules
    from business_m.databases import RolePasswords, prepare_own_databases

    if not settings.database_url:
        raise Ended("--own-databases: DATABASE_URL says on which server", USAGE)
    server = PostgresAddress.parse(settings.database_url)
    return asyncio.run(prepare_own_databases(server, all_modules(settings.plugins), RolePasswords(passwords)))


def _migrated(settings: Settings) -> dict[str, int]:
    if settings.database_url:
        settings.data_dir.mkdir(parents=True, exist_ok=True)
        return asyncio.run(_prepare(settings, PostgresAddress.parse(settings.database_url), is_embedded=False))
    postgres = EmbeddedPostgres(settings.data_dir)
    try:
        return asyncio.run(_prepare(settings, postgres.start(), is_embedded=True))
    finally:
        postgres.stop()


async def _prepare(settings: Settings, server: PostgresAddress, *, is_embedded: bool) -> dict[str, int]:
    """Every context where its data are; one that has none yet joins those that share a database, where there are
    such."""
    from business_m.catalog import NAMES
    from business_m.databases import prepare
    from business_m.layout import keep_layout, kept_layout

    names = (*NAMES, *settings.plugins)
    kept = kept_layout(settings.data_dir, names)
    is_network = bool(kept.apart) and not kept.together
    apart = [name for name in names if name in kept.apart or is_network]
    together = [name for name in names if name not in apart]
    keep_layout(settings.data_dir, together=together, apart=apart)
    return (await prepare(server, settings.data_dir, together=together, apart=apart, is_embedded=is_embedded))[1]
