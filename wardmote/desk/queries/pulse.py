"""The pulse on the start page: the officer's next step, and the district's score in a line."""

from collections.abc import Iterator
from datetime import date

from django.urls import reverse
from django.utils.timezone import localdate

from wardmote.desk.queries.items import Item
from wardmote.kernel.numbers import plural
from wardmote.kernel.periods import Month
from wardmote.people.models import User
from wardmote.pulse.access import reads_answers, reads_results
from wardmote.pulse.models import Pulse
from wardmote.pulse.queries import held_until, open_suggestions, pulse_lines, sitting_members
from wardmote.pulse.rules import opens_by_itself_on


def pulse_waiting(user: User, today: date) -> Iterator[Item]:
    """The officer's: suggestions to decide on; a question that nobody has asked yet."""
    if not reads_answers(user, today):
        return
    waits = open_suggestions()
    if waits:
        wards = plural(len(waits), "ward")
        words = f"Members of {wards} say that they hear too little or too much"
        since = min(localdate(one.pulse.opened_at) for one in waits)
        yield Item(words, reverse("pulse-adjustments"), "Decide", since)
    quarter = Month.of(today).quarter
    opens = opens_by_itself_on(quarter)
    is_asked = Pulse.objects.filter(quarter=str(quarter)).exists()
    is_held = not is_asked and held_until(quarter, today) is not None
    if opens <= today and not (is_asked or is_held) and sitting_members(today):
        words = f"Councillors have not been asked the question of {quarter.words}"
        yield Item(words, reverse("pulse-results"), "Ask it", opens)


def pulse_line(user: User, today: date) -> str:
    """The newest score that may be shown, for those who may see it; empty for others."""
    if not reads_results(user, today):
        return ""
    lines = pulse_lines(today)
    shown = next((one for one in lines if one.mean is not None), None)
    if shown is not None:
        return f"{shown.words} in {shown.quarter.words}"
    return lines[0].words if lines else "no councillor has been asked yet"
