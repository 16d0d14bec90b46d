"""What finds an issue, and what a reader who searches is shown of it."""

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from wardmote.issues.access import Reader, readable, restricted_found
from wardmote.issues.models import Issue, IssueWords
from wardmote.issues.rules import ANSWER_NAMES
from wardmote.kernel.themes import THEME_NAMES
from wardmote.places.models import Place
from wardmote.places.rules import Kind
from wardmote.restricted.models import TextWords
from wardmote.search.queries import hits, matching, places_of_hits
from wardmote.search.rules import Part, Question, excerpt, indexed, read_question, words_of

#: what `passages` reads, to be fetched for many issues at once
PASSAGES = ("partner_texts", "updates", "hops", "asks", "references")
#: a number as people say it: WV-2026-0031, 2026-0031, 31
NUMBER = re.compile(r"(?:([a-z]{1,10})-)?(?:(\d{4})-)?(\d{1,6})", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Passage:
    """A text of an issue that all signatories may read, and what it is."""

    what: str
    text: str


def passages(issue: Issue) -> list[Passage]:
    """What stands first, then what was said, in order."""
    standing = next(iter(issue.partner_texts.all()), None)
    found = [Passage("What all agencies may read", standing.text)] if standing else []
    found += [Passage("How it ended", issue.result)]
    found += [Passage("What was done", one.text) for one in issue.updates.all()]
    found += [Passage("Why it was passed on", one.reason) for one in issue.hops.all()]
    for ask in issue.asks.all():
        answer = ANSWER_NAMES.get(ask.answer_kind, "")  # type: ignore[call-overload]
        found += [
            Passage("Asked to unblock", f"{ask.text} {ask.needed_from}"),
            Passage(answer if ask.is_taken_back else f"Answered: {answer}", ask.answer),
        ]
    found += [
        Passage("In another system", f"{one.system}: {one.number}")
        for one in issue.references.all()
    ]
    return [one for one in found if one.text]


def words_to_index(issue: Issue) -> dict[str, str]:
    """The columns of its row in the index. Wards and theme stand there as labels."""
    labels = [*(one.code for one in issue.wards.all()), theme_label(issue.theme)]
    return {
        "title": indexed(f"{issue.number} {issue.title}"),
        "about": indexed(" ".join(sorted(labels))),
        "words": indexed("\n".join(one.text for one in passages(issue))),
    }


def theme_label(theme: str) -> str:
    """A word that nobody types, for a theme."""
    return "zz" + re.sub(r"\W", "", theme)


def labels() -> dict[str, str]:
    """label -> the name that people look for: wards of every edition, and themes.

    Asked at each search, so that a ward that is renamed is found by its new name.
    """
    names: dict[str, str] = {theme_label(one): name for one, name in THEME_NAMES.items()}
    wards = Place.objects.filter(edition__kind=Kind.WARD).order_by().distinct()
    for code, name in wards.values_list("code", "name"):
        names[code.lower()] = f"{names.get(code.lower(), '')} {name}".strip()
    return names


@dataclass(frozen=True, slots=True)
class Finding:
    """Which issues a question finds for one reader, the best first.

    `restricted`: issue -> the restricted texts that it stands in, of those this reader may
    open. Nothing here depends on any other text.
    """

    question: Question
    issues: Sequence[int] = ()
    restricted: Mapping[int, Sequence[int]] = field(default_factory=dict)


def find(reader: Reader, typed: str, *, opens_restricted: bool) -> Finding:
    """Everything that the reader may read and the question is in, by number and by words.

    All words must stand in what partners may read of an issue, or in one restricted text.
    `opens_restricted`: this session may open restricted text at all.
    """
    question = read_question(typed).with_labels(labels())
    numbered = list(by_number(reader, typed))
    scored = _scored(reader, question)
    secret = (
        restricted_found(reader, matching(TextWords, question))
        if (opens_restricted and question.terms)
        else {}
    )
    best = sorted(scored, key=lambda issue: (-scored[issue], -issue))
    rest = sorted(secret, reverse=True)
    return Finding(question, list(dict.fromkeys([*numbered, *best, *rest])), secret)


def by_number(reader: Reader, typed: str) -> Iterable[int]:
    """Issues of this number: the whole of it, or its end in any year."""
    said = NUMBER.fullmatch(typed.strip()) if typed.isascii() else None
    if said is None:
        return []
    prefix, year, last = said.groups()
    whole = "-".join(
        [*([prefix] if prefix else []), *([year] if year else []), f"{int(last):04}"]
    )
    found = readable(reader)
    found = (
        found.filter(number__iexact=whole)
        if prefix
        else found.filter(number__endswith=f"-{whole}")
    )
    return found.order_by("-pk").values_list("pk", flat=True)


def _scored(reader: Reader, question: Question) -> dict[int, float]:
    if not question.terms:
        return {}
    mine = set(
        readable(reader)
        .filter(pk__in=matching(IssueWords, question))
        .order_by()
        .values_list("pk", flat=True)
    )
    return {key: score for key, score in hits(IssueWords, question).items() if key in mine}


@dataclass(frozen=True, slots=True)
class Line:
    """One issue that was found: `parts` of the text that has it, and what text that is."""

    issue: Issue
    where: str
    what: str
    parts: Sequence[Part]
    is_in_restricted: bool


def lines(finding: Finding, keys: Collection[int], reader: Reader) -> list[Line]:
    """These of the issues found, in this order, as the reader is shown them."""
    found = readable(reader).select_related("holder").prefetch_related("wards", *PASSAGES)
    held = found.in_bulk(list(keys))
    places = places_of_hits(IssueWords, finding.question, keys)
    names = dict(
        Place.objects.filter(
            code__in={ward.code for issue in held.values() for ward in issue.wards.all()},
            edition__kind=Kind.WARD,
        )
        .order_by("edition__name")
        .values_list("code", "name")
    )
    return [
        _line(held[key], places.get(key, []), names, key in finding.restricted)
        for key in keys
        if key in held
    ]


def _line(
    issue: Issue, places: Sequence[int], names: Mapping[str, str], is_in_restricted: bool
) -> Line:
    codes = [ward.code for ward in issue.wards.all()]
    where = ", ".join(names.get(code, code) for code in codes) or issue.get_reach_display()
    what, parts = _shown(passages(issue), places)
    return Line(issue, where, what, parts, is_in_restricted)


def _shown(texts: Sequence[Passage], places: Sequence[int]) -> tuple[str, list[Part]]:
    """The passage with most hits, marked; the first where only the title or a label has it."""
    best, most, before = Passage("", ""), -1, 0
    inside: list[int] = []
    for one in texts:
        size = len(words_of(one.text))
        own = [place - before for place in places if before <= place < before + size]
        if len(own) > most:
            best, most, inside = one, len(own), own
        before += size
    return best.what, excerpt(best.text, inside)
