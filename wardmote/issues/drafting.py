"""What an update to the Board says before anybody has touched it: what the data show."""

from collections.abc import Iterable, Iterator
from datetime import date

from django.utils.timezone import localdate

from wardmote.groups.models import Group
from wardmote.issues.access import Reader, readable
from wardmote.issues.asks import ranked_list
from wardmote.issues.models import Issue
from wardmote.issues.moving import deeds_in, hops_in, open_asks, standing_still
from wardmote.issues.rules import Deed
from wardmote.issues.sections import Section
from wardmote.kernel.numbers import plural
from wardmote.kernel.periods import Quarter, day_words
from wardmote.partnership.queries import this_partnership
from wardmote.places.queries import wards

FIRST = 5


def drafted_texts(reader: Reader, group: Group, quarter: Quarter, on: date) -> dict[str, str]:
    """Section -> text: a sentence, then a line for each issue, as partners may read it."""
    return {
        Section.NEW: _text("raised", _new(reader, quarter)),
        Section.PASSED: _text("passed on", _passed(reader, quarter)),
        Section.CLOSED: _text("closed", _closed(reader, quarter)),
        Section.STUCK: "\n".join(_stuck(reader, on)),
        Section.FIRST: "\n".join(_first(reader, group)),
    }


def _text(done: str, lines: Iterable[str]) -> str:
    told = list(lines)
    if not told:
        return f"No issue was {done}."
    return "\n".join([f"{plural(len(told), 'issue')} {done}:", *told])


def _new(reader: Reader, quarter: Quarter) -> Iterator[str]:
    """By theme, each with its wards."""
    names = dict(wards().values_list("code", "name"))
    raised = [deed.issue for deed in deeds_in(reader, Deed.RAISE, quarter)]
    for issue in sorted(raised, key=lambda one: (one.get_theme_display(), one.pk)):
        where = sorted(names.get(one.code, one.code) for one in issue.wards.all())
        place = ", ".join(where) or issue.get_reach_display()
        yield f"- {issue.get_theme_display()}, {place}: {_named(issue)}, led by {issue.lead}"


def _passed(reader: Reader, quarter: Quarter) -> Iterator[str]:
    for hop in hops_in(reader, quarter):
        yield f"- {_named(hop.issue)}, from {hop.giver} to {hop.taker}: {hop.reason}"


def _closed(reader: Reader, quarter: Quarter) -> Iterator[str]:
    """What was closed and still is, once each."""
    closed = {deed.issue_id: deed.issue for deed in deeds_in(reader, Deed.CLOSE, quarter)}
    for issue in closed.values():
        if not issue.is_open:
            ended = issue.get_outcome_display().lower()
            yield f"- {_named(issue)}: {ended}. {issue.result}"


def _stuck(reader: Reader, on: date) -> Iterator[str]:
    found = {one.pk: one for one in readable(reader).filter(closed_at=None)}
    stuck = standing_still(reader, found.values(), on)
    asks = list(open_asks(reader))
    if not stuck and not asks:
        yield "Nothing is stuck, and no ask is open."
    for key in sorted(stuck, key=lambda one: -stuck[one].days):
        yield f"- {_named(found[key])}, with {found[key].holder}: {stuck[key].words}"
    for ask in asks:
        waited = plural((on - localdate(ask.at)).days, "day")
        yield (
            f"- {_named(ask.issue)}: {ask.asked_by_group} asked {ask.of} {waited} ago, "
            f"answer due {day_words(ask.answer_by)}. {ask.text}"
        )


def _first(reader: Reader, group: Group) -> Iterator[str]:
    held = readable(reader).filter(holder=group, closed_at=None).select_related("lead")
    ranked = ranked_list(held, this_partnership().issue_weights)
    marked = [one for one in ranked if one.place.rank is not None][:FIRST]
    if not marked:
        yield "No issue has been marked yet."
    for one in marked:
        score = "placed by hand" if one.place.by_hand else f"score {one.score} %"
        why = one.by_hand or one.rationale
        yield f"- {one.place.rank}. {_named(one.issue)}, {score}. {why}".rstrip()


def _named(issue: Issue) -> str:
    return f"{issue.number} {issue.title}"
