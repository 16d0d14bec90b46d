"""What of a survey is publicity, for the check that holds it before an election.

Opening one and publishing its results: each is a piece of its own, with all its words, so
that a go-ahead is for exactly these. What was opened before a period begins takes no answers
while it runs.
"""

from dataclasses import dataclass
from datetime import date
from typing import Any

from wardmote.preelection.queries import Standing, standing_of, standing_soon
from wardmote.preelection.rules import Piece, Publicity
from wardmote.surveys.models import Survey
from wardmote.surveys.queries import questions_of, title_of


def piece_asked(survey: Survey) -> Piece:
    """Its questions and all that stands round them."""
    words = [survey.title, survey.why, survey.use]
    for one in questions_of(survey):
        words += [one.text, *one.options]
    return _piece(survey, "questions", survey.title, words)


def piece_told(survey: Survey, content: dict[str, Any]) -> Piece:
    """Its results, as they would be published."""
    words = [survey.why]
    for column in content["columns"]:
        words += [column["place"], column["answered"]]
        for question in column["questions"]:
            lines = (f"{one['words']}: {one['shown']}" for one in question["lines"])
            words += [question["text"], *lines]
    return _piece(survey, "results", title_of(survey), words)


def paused_until(survey: Survey, on: date) -> date | None:
    """The last day on which it takes no answers, because people vote there; else None."""
    standing = standing_of(piece_asked(survey), on)
    return None if standing.may_go_out else standing.until


@dataclass(frozen=True, slots=True)
class Pause:
    """How an opened survey stands to one or more elections. `since`: from when it is held,
    where that is yet to come."""

    standing: Standing
    since: date | None = None

    @property
    def is_ahead(self) -> bool:
        return self.since is not None and not self.standing.may_go_out

    @property
    def may_be_asked_about(self) -> bool:
        return not (self.standing.may_go_out or self.standing.waits)


def pauses_of(survey: Survey, on: date) -> list[Pause]:
    """What holds it now, and what will while it is open."""
    piece = piece_asked(survey)
    soon = standing_soon(piece, on)
    since = min((one.period.notice_on for one in soon.held), default=None)
    first = max(on, survey.opens_on)
    found = [Pause(standing_of(piece, first), first if first > on else None)]
    if since is not None and survey.opens_on < since <= survey.closes_on:
        found.append(Pause(soon, since))
    return [one for one in found if one.standing.held]


def _piece(survey: Survey, what: str, title: str, words: list[str]) -> Piece:
    return Piece(
        Publicity.SURVEY,
        f"{survey.subject} {what}",
        title,
        words="\n".join(words),
        codes=frozenset(one.code for one in survey.places.all()),
        authors=frozenset({survey.by_id}),
    )
