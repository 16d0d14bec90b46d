"""`wardmote minutes read FILE`: for people by default, as JSON for scripts."""

import argparse
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from wardmote.kernel.answers import DONE
from wardmote.meetings.reading.guarded import read_file

EPILOG = """\
Whatever the text does not say is null (JSON) or left out. Read it through before you rely
on it: unmarked actions are told by their wording. The JSON is in docs/reference/formats.md.
"""


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.description = (
        "Read old minutes: who was there, what was decided, who does what by when. "
        "Nothing is saved, and no home is needed."
    )
    parser.epilog = EPILOG
    parser.add_argument("file", type=Path, help="minutes as DOCX, PDF, HTML or text")
    how = parser.add_mutually_exclusive_group()
    how.add_argument("--json", action="store_true", help="one JSON document")
    how.add_argument(
        "--text", action="store_true", help="the extracted text that `at` counts in"
    )


def run(options: argparse.Namespace) -> int:
    minutes, text = read_file(options.file)
    if options.json:
        sys.stdout.write(json.dumps(minutes, ensure_ascii=False, indent=1) + "\n")
    elif options.text:
        sys.stdout.write(text)
    else:
        sys.stdout.write("\n".join(lines(minutes)) + "\n")
    return DONE


def lines(minutes: dict[str, Any]) -> Iterator[str]:
    """The reading as a person wants it: the answer first, then who, what and by whom."""
    said = {what: len(minutes[what]) for what in ("present", "decisions", "actions")}
    yield minutes["body"] or "Minutes of a body that the text does not name"
    yield " · ".join(filter(None, (minutes["date"], minutes["time"], minutes["place"]))) or (
        "The text says neither when nor where"
    )
    yield f"{said['present']} present, {said['decisions']} decisions, {said['actions']} actions"
    yield from _people("Present", minutes["present"])
    yield from _people("Apologies", minutes["apologies"])
    both = {one["name"] for one in minutes["present"]} & {
        one["name"] for one in minutes["apologies"]
    }
    if both:
        yield f"\nIn both lists: {', '.join(sorted(both))}"
    if minutes["decisions"]:
        yield "\nDecisions"
    for one in minutes["decisions"]:
        yield f"  {_item(one)}{one['kind']:<9} {one['text']}"
    if minutes["actions"]:
        yield "\nActions"
    for one in minutes["actions"]:
        owners = ", ".join(one["owners"]) or "nobody named"
        yield f"  {_item(one)}{one['text']}"
        yield f"      {owners}; {_due(one['due'])}"
    again = minutes["next_meeting"]
    if again["date"]:
        yield f"\nNext meeting: {again['date']} {again['time'] or ''}".rstrip()


def _people(title: str, people: list[dict[str, Any]]) -> Iterator[str]:
    if people:
        yield f"\n{title}"
    for one in people:
        about = ", ".join(filter(None, (one["role"], one["organisation"])))
        yield f"  {one['initials'] or '':<5}{one['name']}{f' ({about})' if about else ''}"


def _item(one: dict[str, Any]) -> str:
    return f"[{one['item']}] " if one["item"] else ""


def _due(due: str | None) -> str:
    if due is None:
        return "no day said"
    if due == "meeting:next":
        return "due at the next meeting"
    return f"due at the meeting of {due[8:]}" if due.startswith("meeting:") else f"due {due}"
