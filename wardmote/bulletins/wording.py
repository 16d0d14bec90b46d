"""A released item in the words a bulletin has for it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from wardmote.briefings.rules import finding, read_ended, read_figures, read_signals
from wardmote.kernel.errors import RuleBroken
from wardmote.kernel.periods import parse_period
from wardmote.releases.models import Release
from wardmote.releases.rules import ReleaseKind

Content = Mapping[str, Any]

#: what may be picked, in the order in which it is proposed, and what it is called
KINDS = {
    ReleaseKind.ISSUE: "What is being done",
    ReleaseKind.AREA: "Priority area",
    ReleaseKind.FLAGS: "Flags and changes",
    ReleaseKind.FIGURES: "Police figures",
    ReleaseKind.FINDING: "Finding",
    ReleaseKind.REPORT: "Data report",
    ReleaseKind.ASSESSMENT: "Strategic assessment",
    ReleaseKind.MINUTES: "Minutes",
    ReleaseKind.AGENDA: "Agenda",
}


@dataclass(frozen=True, slots=True)
class Told:
    """A heading, a few lines, and the public page that says more."""

    heading: str
    lines: tuple[str, ...]
    page: str


def told(one: Release) -> Told | None:
    """None where it says nothing that could stand in a bulletin."""
    kind = ReleaseKind(one.kind)
    return _WORDS[kind](one.title, one.content) if kind in _WORDS else None


def _ward_page(content: Content) -> str:
    wards = [content["ward"]] if "ward" in content else content.get("wards", [])
    return reverse("public-ward", args=[wards[0]["code"]]) if wards else ""


def _figures(title: str, content: Content) -> Told | None:
    figures = read_figures(content)
    if not figures.months:
        return None
    found = finding(figures)
    lines = tuple(line for line in (found.lead, found.caution) if line)
    return Told(found.heading, lines, _ward_page(content))


def _area(title: str, content: Content) -> Told:
    since = _since(str(content.get("since") or ""))
    lines = tuple(line for line in (content.get("because", ""), since) if line)
    return Told(title, lines, _ward_page(content))


def _since(text: str) -> str:
    try:
        return f"Since {parse_period(text).words}." if text else ""
    except RuleBroken:
        return ""


def _flags(title: str, content: Content) -> Told | None:
    lines = [
        *(f"{one.word}: {one.name.lower()}. {one.sentence}" for one in read_signals(content)),
        *(f"{one.word}: {one.name.lower()}. {one.sentence}" for one in read_ended(content)),
        *(str(one["sentence"]) for one in content.get("flags", [])),
    ]
    return Told(title, tuple(lines), _ward_page(content)) if lines else None


def _issue(title: str, content: Content) -> Told:
    lines = tuple(line for line in (content["text"], f"{content['state']}.") if line.strip("."))
    return Told(title, lines, _ward_page(content))


def _finding(title: str, content: Content) -> Told:
    return Told(title, tuple(filter(None, [content.get("text", "")])), _ward_page(content))


def _report(title: str, content: Content) -> Told:
    return Told(title, (), reverse("public-report", args=[content["quarter"]]))


def _assessment(title: str, content: Content) -> Told:
    return Told(title, (), reverse("public-assessment", args=[content["quarter"]]))


def _meeting(title: str, content: Content) -> Told:
    return Told(title, (), reverse("public-meeting", args=[content["meeting"]]))


_WORDS: dict[ReleaseKind, Callable[[str, Content], Told | None]] = {
    ReleaseKind.ISSUE: _issue,
    ReleaseKind.AREA: _area,
    ReleaseKind.FLAGS: _flags,
    ReleaseKind.FIGURES: _figures,
    ReleaseKind.FINDING: _finding,
    ReleaseKind.REPORT: _report,
    ReleaseKind.ASSESSMENT: _assessment,
    ReleaseKind.MINUTES: _meeting,
    ReleaseKind.AGENDA: _meeting,
}
