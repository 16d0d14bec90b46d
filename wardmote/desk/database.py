"""Is the home's database set up, and is it as new as this version?"""

from django.core.management import call_command
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor

from wardmote.kernel.errors import RuleBroken

#: commands that set the database up, or bring it up to date, by themselves
MIGRATES = {"init", "demo", "serve", "restore"}


def bring_up_to_date() -> None:
    """Make or change the tables as this version needs them."""
    try:
        call_command("migrate", verbosity=0, interactive=False)
    except DatabaseError as error:
        raise RuleBroken(
            f"The database could not be opened ({error}). Check WARDMOTE_DATABASE_URL and "
            "that the home folder can be written to"
        ) from error


def require_tables() -> None:
    """RuleBroken, saying what to run, unless the database is whole and up to date."""
    try:
        executor = MigrationExecutor(connection)
    except DatabaseError as error:
        raise RuleBroken(
            f"The database could not be opened ({error}). Check WARDMOTE_DATABASE_URL"
        ) from error
    if not executor.loader.applied_migrations:
        raise RuleBroken("Nothing is set up here yet. Run `wardmote init` first")
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        raise RuleBroken(
            "The database was made by an older version. Run `wardmote init` to bring it "
            "up to date; nothing in it is lost"
        )
