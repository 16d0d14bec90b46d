"""Minutes out of a page: the order in which its parts are read."""

import re
from collections.abc import Iterable
from dataclasses import replace

from wardmote.meetings.reading import frame
from wardmote.meetings.reading.actions import find_actions
from wardmote.meetings.reading.amounts import find_amounts
from wardmote.meetings.reading.attendance import find_people
from wardmote.meetings.reading.columns import logged
from wardmote.meetings.reading.decisions import find_decisions
from wardmote.meetings.reading.items import find_items
from wardmote.meetings.reading.minutes import Minutes, Person
from wardmote.meetings.reading.owners import initials_of, roster
from wardmote.meetings.reading.page import Page
from wardmote.meetings.reading.places import placed


def read_page(page: Page, known: Iterable[Person] = ()) -> Minutes:
    """Everything that a page of minutes says; `known` are people of the partnership."""
    on, at = frame.find_date(page)
    roll = find_people(page, on)
    present = tuple(_with_initials(roll.present, page.text))
    sorry = tuple(_with_initials(roll.sorry, page.text))
    agenda = find_items(page, min(roll.last, len(page.blocks) // 2), logged(page))
    first = _first(page, roll.last)
    who = roster([*present, *sorry, *known])
    return Minutes(
        body=frame.find_body(page),
        date=on.isoformat() if on else None,
        time=frame.find_start(page, at),
        place=frame.find_place(page, at),
        chair=frame.find_chair(page, present),
        present=present,
        apologies=sorry,
        items=tuple(placed(page, agenda.listed)),
        decisions=tuple(find_decisions(page, agenda, who)),
        actions=tuple(find_actions(page, agenda, who, on, first)),
        amounts=find_amounts(page.text),
        next_meeting=frame.find_next(page, on),
    )


def _first(page: Page, last: int) -> int:
    """The first block that may hold actions: decisions are told among apologies too."""
    del page, last
    return 1


def _with_initials(people: list[Person], text: str) -> list[Person]:
    """Initials by which the text calls somebody, where they can be nobody else's."""
    spoken = set(re.findall(r"\b[A-Z]{2,3}\b", text))
    counts: dict[str, int] = {}
    for person in people:
        key = initials_of(person.name)
        counts[key] = counts.get(key, 0) + 1
    taken = {person.initials for person in people}
    return [
        replace(person, initials=key)
        if person.initials is None
        and " " in person.name
        and (key := initials_of(person.name)) in spoken - taken
        and counts[key] == 1
        else person
        for person in people
    ]
