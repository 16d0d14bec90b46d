"""Asking an index. A question's words are bound as values, never written into SQL."""

from collections.abc import Iterable
from typing import Any

from django.db import connection, models

from wardmote.search.models import Indexed
from wardmote.search.rules import Question, Term
from wardmote.search.schema import VECTOR

#: how much a word weighs in a title, a label, a text (PostgreSQL: those of A, B, D)
WEIGHTS = (10.0, 4.0, 1.0)
START, STOP = "\x02", "\x03"


def hits(index: type[Indexed], question: Question) -> dict[int, float]:
    """key -> how good a hit (more is better) of everything that the question finds."""
    if not question.terms:
        return {}
    table, key = _names(index)
    if connection.vendor == "postgresql":
        weights = "{0.1, 0.1, 0.4, 1.0}"
        return _scored(
            f"SELECT {key}, ts_rank(%s, {VECTOR}, asked, 1) "  # noqa: S608
            f"FROM {table}, to_tsquery('english', %s) asked WHERE {VECTOR} @@ asked",
            [weights, _to_tsquery(question)],
        )
    return _scored(
        f"SELECT rowid, -bm25({table}_fts, %s, %s, %s) "  # noqa: S608
        f"FROM {table}_fts WHERE {table}_fts MATCH %s",
        [*WEIGHTS, _to_fts5(question)],
    )


def matching(index: type[Indexed], question: Question) -> models.expressions.RawSQL:
    """The keys of what the question finds, to filter a query by in the database itself."""
    table, key = _names(index)
    if connection.vendor == "postgresql":
        return models.expressions.RawSQL(  # noqa: S611
            f"SELECT {key} FROM {table} WHERE {VECTOR} @@ to_tsquery('english', %s)",  # noqa: S608
            [_to_tsquery(question)],
        )
    return models.expressions.RawSQL(  # noqa: S611
        f"SELECT rowid FROM {table}_fts WHERE {table}_fts MATCH %s",  # noqa: S608
        [_to_fts5(question)],
    )


def places_of_hits(
    index: type[Indexed], question: Question, keys: Iterable[int]
) -> dict[int, list[int]]:
    """key -> which of its words (of the column `words`) are hits, for these rows."""
    wanted = list(keys)
    if not wanted or not question.terms:
        return {}
    table, key = _names(index)
    blanks = ", ".join(["%s"] * len(wanted))
    if connection.vendor == "postgresql":
        options = f"HighlightAll=true, StartSel={START}, StopSel={STOP}"
        query = f"""SELECT {key}, ts_headline('english', words, asked, %s)
                    FROM {table}, to_tsquery('english', %s) asked WHERE {key} IN ({blanks})"""  # noqa: S608
        given: list[Any] = [options, _to_tsquery(question)]
    else:
        query = f"""SELECT rowid, highlight({table}_fts, 2, %s, %s) FROM {table}_fts
                    WHERE {table}_fts MATCH %s AND rowid IN ({blanks})"""  # noqa: S608
        given = [START, STOP, _to_fts5(question)]
    with connection.cursor() as cursor:
        cursor.execute(query, [*given, *wanted])
        return {row: _marked(words) for row, words in cursor.fetchall()}


def _marked(words: str) -> list[int]:
    """Which words lie between the marks; of a phrase FTS5 marks the first and the last."""
    found, is_inside = [], False
    for place, word in enumerate(words.split(" ")):
        is_inside = is_inside or START in word
        if is_inside:
            found.append(place)
        if STOP in word:
            is_inside = False
    return found


def _scored(query: str, given: list[Any]) -> dict[int, float]:
    with connection.cursor() as cursor:
        cursor.execute(query, given)
        return dict(cursor.fetchall())


def _names(index: type[Indexed]) -> tuple[str, str]:
    return index._meta.db_table, str(index._meta.pk.column)


def _to_fts5(question: Question) -> str:
    return " AND ".join(f"({' OR '.join(_fts5_ways(term))})" for term in question.terms)


def _fts5_ways(term: Term) -> list[str]:
    """Words hold letters and digits only (`rules.folded`): nothing needs escaping."""
    ending = "*" if term.is_prefix else ""
    return [f'"{" ".join(term.words)}"{ending}', *(f'about:"{one}"' for one in term.labels)]


def _to_tsquery(question: Question) -> str:
    return " & ".join(f"({' | '.join(_tsquery_ways(term))})" for term in question.terms)


def _tsquery_ways(term: Term) -> list[str]:
    ending = ":*" if term.is_prefix else ""
    joined = " <-> ".join(f"'{word}'" for word in term.words)
    return [f"({joined}{ending})", *(f"'{one}':B" for one in term.labels)]
