"""The `wardmote` command: `wardmote a b` runs the management command `a_b`."""

import argparse
import os
import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING

from wardmote.config.home import prepare, user_data
from wardmote.kernel.answers import DONE, REFUSED, USAGE
from wardmote.kernel.errors import RuleBroken

if TYPE_CHECKING:
    from django.core.management import BaseCommand

DJANGOS_OWN = {
    "version",
    "verbosity",
    "settings",
    "pythonpath",
    "traceback",
    "no_color",
    "force_color",
    "skip_checks",
}

#: heading -> the commands under it and what each does; first the ten that one needs
COMMANDS = {
    "In the order one needs them": [
        ("demo", "Make the demo district and, with --serve, open it"),
        ("init", "Set up a partnership: its name, district and first officer"),
        ("import places FILE", "Load ward, parish or district boundaries (GeoJSON)"),
        ("import profile FILE", "Load residents and households by place (CSV)"),
        ("import street PATH...", "Load police open data (CSV, folder or zip)"),
        ("import dataset FILE", "Load a partner’s counts by ward (CSV)"),
        ("status", "Say what is loaded and what is missing"),
        ("serve", "Open the pages on this machine"),
        ("report --quarter Q", "Write the data report as HTML, PDF or Word"),
        ("backup PATH", "Write everything into one file, while the home is in use"),
    ],
    "Evidence": [
        ("import stop|resume", "Stop an import of street files, or let it go on"),
        ("fetch street", "Fetch the police’s newest month from their own API"),
        ("wards", "List the wards"),
        ("counts --quarter Q", "Count crimes by ward and type"),
        ("flags --quarter Q", "Show which wards are in the top fifth, and why"),
        ("signals", "Show what is rising, coming down, held or ahead"),
        ("areas propose|confirm|override", "Propose and decide priority areas"),
        ("export counts --to FOLDER", "Write all counts as Parquet or CSV, for other tools"),
    ],
    "People and minutes": [
        ("import people FILE", "Invite people and give seats from a spreadsheet"),
        ("minutes read FILE", "Read old minutes (DOCX, PDF, HTML, text); needs no home"),
        ("minutes mend FILE", "Put back the spaces that a copy of minutes lost"),
    ],
    "What `serve` does by itself, and a timer can do instead": [
        ("work", "Run background jobs"),
        ("agreements chase", "Remind those whose signature is due"),
        ("actions chase", "Remind the owners of actions"),
        ("pulse ask", "Ask councillors the quarter’s question"),
        ("bulletins send", "Mail the bulletins that wait"),
        ("digests send", "Mail members what is new for their wards"),
        ("clearances chase", "Mail those who may clear words that wait"),
        ("concerns erase", "Erase the text of concerns in time"),
        ("surveys erase", "Erase what people answered in surveys in time"),
        ("meetings invite", "Mail the invitations to meetings that wait"),
    ],
    "Keeping it": [
        ("restore FILE", "Put a backup into an empty home"),
        ("restricted seal|key NAME", "Seal restricted text with the key in use; make a key"),
        ("audit check|anchor", "Prove that the audit trail is whole; note its head elsewhere"),
    ],
}


class UnknownCommand(RuleBroken):
    """The words name no command."""


def usage() -> str:
    """What `wardmote` alone says."""
    width = max(len(name) for group in COMMANDS.values() for name, _ in group) + 2
    lines = ["Wardmote: the working system of a Community Safety Partnership"]
    for words, group in COMMANDS.items():
        lines += ["", f"{words}:"]
        lines += [f"  wardmote {name:<{width}}{does}" for name, does in group]
    lines += ["", "`wardmote COMMAND --help` explains one. Data lives in WARDMOTE_HOME."]
    return "\n".join(lines)


def find_command(words: Sequence[str]) -> tuple[str, list[str]]:
    """The management command that the words name, and the words that are left."""
    from django.core.management import get_commands

    known = {name for name, app in get_commands().items() if app.startswith("wardmote")}
    for length in (3, 2, 1):
        name = "_".join(words[:length])
        if len(words) >= length and name in known:
            return name, list(words[length:])
    raise UnknownCommand(
        f"There is no command “{' '.join(words[:2])}”. `wardmote` alone lists them all"
    )


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code: 0 done, 1 refused, 2 usage, 3 see docs."""
    words = list(sys.argv[1:] if arguments is None else arguments)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "wardmote.config.settings")
    if words[:1] == ["demo"] and not os.environ.get("WARDMOTE_HOME"):
        os.environ["WARDMOTE_HOME"] = str(user_data("wardmote-demo"))
    try:
        return run_named(words)
    except SystemExit as leave:  # argparse: --help or wrong usage
        return leave.code if isinstance(leave.code, int) else USAGE
    except UnknownCommand as unknown:
        print(unknown, file=sys.stderr)  # noqa: T201
        return USAGE
    except RuleBroken as refusal:
        print(f"Refused: {refusal}", file=sys.stderr)  # noqa: T201
        return REFUSED
    except KeyboardInterrupt:
        print("Stopped. Nothing half done is kept.", file=sys.stderr)  # noqa: T201
        return 130
    except BrokenPipeError:
        sys.stderr.close()
        return DONE


def run_named(words: list[str]) -> int:
    """The command that the words name; what there is, where they name none."""
    if not words or words[0] in ("help", "--help", "-h"):
        print(usage(), flush=True)  # noqa: T201
        return DONE
    return run_minutes(words[1:]) if words[0] == "minutes" else run(words)


def parser_for(command: "BaseCommand", name: str) -> argparse.ArgumentParser:
    """The command's own options; Django's general ones work but are not listed."""
    # argparse then says what is wrong in its own words and exits with 2
    command._called_from_command_line = True  # type: ignore[attr-defined]
    parser = command.create_parser("wardmote", name.replace("_", " "))
    for action in parser._actions:
        if action.dest in DJANGOS_OWN:
            action.help = argparse.SUPPRESS
    return parser


def run_minutes(words: Sequence[str]) -> int:
    """The pure engines for minutes: no home, no database, no Django."""
    from wardmote.meetings import terminal

    return terminal.main(words)


def run(words: Sequence[str]) -> int:
    import django
    from django.conf import settings
    from django.core.exceptions import PermissionDenied
    from django.core.management import CommandError, load_command_class

    prepare(settings.WARDMOTE_HOME)
    django.setup()
    name, rest = find_command(words)
    from django.core.management import get_commands

    from wardmote.desk.database import MIGRATES, require_tables

    command = load_command_class(get_commands()[name], name)
    options = vars(parser_for(command, name).parse_args(rest))
    positional = options.pop("args", ())
    if name not in MIGRATES:
        require_tables()
    try:
        command.execute(*positional, **options)
    except PermissionDenied as denied:
        raise RuleBroken(str(denied)) from denied
    except CommandError as error:
        print(f"{error}", file=sys.stderr)  # noqa: T201
        return error.returncode
    return DONE


if __name__ == "__main__":
    sys.exit(main())
