"""What of a survey is publicity, for the check that holds it before an election.

Opening one and publishing its results: each is a piece of its own, with all its words, so
that a go-ahead is for exactly these.
"""

from typing import Any

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


def _piece(survey: Survey, what: str, title: str, words: list[str]) -> Piece:
    return Piece(
        Publicity.SURVEY,
        f"{survey.subject} {what}",
        title,
        words="\n".join(words),
        codes=frozenset(one.code for one in survey.places.all()),
        authors=frozenset({survey.by_id}),
    )
