"""docs/reference is written from the code: python -m tests.reference [--check]."""

import argparse
import os
import sys
import tempfile
from pathlib import Path

REFERENCE = Path(__file__).resolve().parent.parent / "docs" / "reference"
HEAD = "<!-- Written by `make docs` from the code; do not edit. -->\n\n"


def commands() -> str:
    """Every command's help, as a newcomer's terminal would show it."""
    from django.core.management import get_commands, load_command_class

    from wardmote import cli
    from wardmote.meetings import terminal

    pages = [f"{HEAD}# Commands\n\n```\n{cli.usage()}\n```\n"]
    ours = {name: app for name, app in get_commands().items() if app.startswith("wardmote")}
    parsers = {
        name.replace("_", " "): cli.parser_for(load_command_class(app, name), name)
        for name, app in ours.items()
    }
    parsers |= {f"minutes {name}": terminal.parser_for(name) for name in terminal.COMMANDS}
    for name, parser in sorted(parsers.items()):
        parser.formatter_class = lambda prog: argparse.HelpFormatter(prog, width=88)
        pages.append(f"## wardmote {name}\n\n```\n{parser.format_help()}```\n")
    return "\n".join(pages)


def settings() -> str:
    """The environment variables that are read."""
    from wardmote.config.settings import SETTINGS

    rows = [
        f"| `WARDMOTE_{name}` | {what} | {given} |" for name, (what, given) in SETTINGS.items()
    ]
    table = "\n".join(["| variable | what it does | default |", "|-|-|-|", *rows])
    return f"{HEAD}# Settings\n\nRead from the environment when a command starts.\n\n{table}\n"


def pages() -> dict[str, str]:
    return {"commands.md": commands(), "settings.md": settings()}


def main() -> None:
    import django

    django.setup()
    for name, text in pages().items():
        (REFERENCE / name).write_text(text)
        print(f"docs/reference/{name}")


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "wardmote.config.settings")
    os.environ["WARDMOTE_HOME"] = tempfile.mkdtemp(prefix="wardmote-docs-")
    sys.exit(main())
