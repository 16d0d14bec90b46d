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
NOT_TOLD = "Not told, as some answers were given by so few"
WHOEVER_WISHED = "Whoever wished could answer: these are not all who live there."

#: what may be picked, in the order in which it is proposed, and what it is called
KINDS = {
    ReleaseKind.ISSUE: "What is being done",
    ReleaseKind.AREA: "Priority area",
    ReleaseKind.FLAGS: "Flags and changes",
    ReleaseKind.FIGURES: "Police figures",
    ReleaseKind.FINDING: "Finding",
    ReleaseKind.SURVEY: "What people told us",
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
    if kind is ReleaseKind.SURVEY:
        return Told(one.title, _survey(one.content), reverse("public-survey", args=[one.pk]))
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


def _survey(content: Content) -> tuple[str, ...]:
    """Each question with its answers as they were told; of a survey that was told place by
    place how many answered in each, as its page has a table for every one."""
    columns = content["columns"]
    if len(columns) == 1:
        lines = [f"{columns[0]['answered']}.", *map(_answers, columns[0]["questions"])]
    else:
        lines = [f"{one['place']}: {_lower(one['answered'])}." for one in columns]
    return (*lines, WHOEVER_WISHED)


def _answers(question: Content) -> str:
    """Is the path dark? Yes: about 70 (54 %); No: about 55 (42 %)."""
    said = [
        f"{line['words']}: {line['shown']}"
        + ("" if line["percent"] is None else f" ({line['percent']} %)")
        for line in question["lines"]
    ]
    return f"{question['text']} {'; '.join(said) or NOT_TOLD}."


def _lower(words: str) -> str:
    return words[:1].lower() + words[1:]


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
