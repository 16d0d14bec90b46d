"""Who was there and who was sorry not to be: lists, tables, paragraphs, sentences."""

import re
from dataclasses import dataclass, field, replace
from datetime import date

from wardmote.meetings.reading import rollcall, ticks
from wardmote.meetings.reading.labels import (
    ABSENT,
    HOLDS_POST,
    LABELLED,
    NO_LABEL,
    NOBODY,
    PRESENT,
    SENT,
    SORRY,
    WERE_PRESENT,
    WERE_RECEIVED,
)
from wardmote.meetings.reading.minutes import Person
from wardmote.meetings.reading.page import Block, Page, rows_of
from wardmote.meetings.reading.people import is_post, parse, parse_many
from wardmote.meetings.reading.sentences import split
from wardmote.meetings.reading.words import NOT_NAMES, ORGANISATION, bare

PLAIN_NAME = re.compile(r"[A-Z][a-z]{1,11}")


@dataclass(slots=True)
class Roll:
    """What has been read so far."""

    present: list[Person] = field(default_factory=list)
    sorry: list[Person] = field(default_factory=list)
    last: int = 0
    """The block after the last one that named somebody."""

    def add(self, people: list[Person], index: int, *, sorry: bool) -> bool:
        listed = self.sorry if sorry else self.present
        for person in people:
            at = next((n for n, one in enumerate(listed) if same(one, person)), None)
            if at is None:
                listed.append(person)
            else:
                listed[at] = _fuller(listed[at], person)
        if people:
            self.last = max(self.last, index + 1)
        return bool(people)


def same(one: Person, other: Person) -> bool:
    """By surname and first initial; a surname alone is no initial to differ by."""
    mine, theirs = one.name.split(), other.name.split()
    if mine[-1].lower() != theirs[-1].lower():
        return False
    return (len(mine) > 1) == (len(theirs) > 1) and mine[0][0] == theirs[0][0]


def _fuller(one: Person, other: Person) -> Person:
    return replace(
        one,
        role=one.role or other.role,
        organisation=one.organisation or other.organisation,
        initials=one.initials or other.initials,
    )


def find_people(page: Page, on: date | None = None) -> Roll:
    """Everybody said to be present or to have sent apologies; `on`: the day of the meeting."""
    roll = Roll()
    tabled = _tables(page, roll, on)
    state: bool | None = None  # True: apologies; False: present
    absent = False
    for index, block in enumerate(page.blocks):
        if index in tabled:
            state = None
            continue
        heard, said = _said(block, roll, index)
        if heard:
            state, absent = said, False
            continue
        if ABSENT.match(block.words):
            absent, state = True, None
            continue
        if state is None or absent:
            continue
        if not _listed(page, roll, index, sorry=state):
            state = None
    if not roll.present:
        _unlabelled(page, roll)
    _sentences(page, roll)
    return roll


def _tables(page: Page, roll: Roll, on: date | None) -> set[int]:
    """Tables that are lists of people: read, and their blocks left out of the rest."""
    where = {id(block): index for index, block in enumerate(page.blocks)}
    used: set[int] = set()
    for rows in rows_of(page.blocks):
        first = where[id(rows[0][0])]
        before = page.blocks[first - 1] if first else None
        under = None
        if before is not None and before.cell is None:
            under = (
                True if _label(SORRY, before) else False if _label(PRESENT, before) else None
            )
        people = ticks.read(rows, on) or rollcall.read(rows, under)
        if people is None:
            continue
        indexes = [where[id(block)] for row in rows for block in row]
        used.update(indexes)
        roll.add(people.present, max(indexes), sorry=False)
        roll.add(people.sorry, max(indexes), sorry=True)
    return used


def _label(form: re.Pattern[str], block: Block) -> bool:
    match = form.match(block.words)
    return bool(match and not match["rest"].strip())


def _said(block: Block, roll: Roll, index: int) -> tuple[bool, bool | None]:
    """Was this a label or a sentence about attendance, and what list does it open?"""
    words = block.words
    for form, sorry in ((SORRY, True), (PRESENT, False)):
        match = form.match(words)
        if not match:
            continue
        rest = match["rest"].strip()
        if not rest:
            return True, sorry
        if match["mark"].isspace() and not sorry and re.match(r"(?:was|is|to|will)\b", rest):
            continue
        people = _with_post(match["label"], _names(rest))
        if sorry:
            people += _further(words)
        if roll.add(people, index, sorry=sorry) or NOBODY.search(rest) or match["mark"].strip():
            return True, sorry
    received = WERE_RECEIVED.search(words)
    if received:
        rest = received["names"].strip()
        people = _names(rest) + _further(words)
        roll.add(people, index, sorry=True)
        if people or not rest or rest.endswith((":", ",")):
            return True, True if not rest or rest.endswith((":", ",")) else None
    sent = SENT.match(words)
    if sent and len(sent["names"]) < 300 and roll.add(_names(sent["names"]), index, sorry=True):
        return True, None
    return False, None


def _further(words: str) -> list[Person]:
    """Those of the later sentences: "Apologies had also been received from X"."""
    sentences = [words[start:end] for start, end in split(words)][1:]
    told = filter(None, map(WERE_RECEIVED.match, sentences))
    return [one for match in told for one in _names(match["names"])]


def _with_post(label: str, people: list[Person]) -> list[Person]:
    """ "In the chair: Geoff Lamb" says what he was."""
    post = re.search(
        r"(?:vice[- ])?chair(?:man|person)?|clerk|secretary|minute taker", label, re.I
    )
    if not post or len(people) != 1:
        return people
    return [replace(people[0], role=people[0].role or post[0].capitalize())]


def _names(text: str) -> list[Person]:
    """The people in the first sentence (or first lines) of these words."""
    columns = [part for part in text.strip().split("\t") if part.strip()]
    if len(columns) > 1:
        people = [parse(part) for part in columns]
        if all(one and " " in one.name for one in people) and not any(map(is_post, columns)):
            return [person for person in people if person]
        person = parse(text)
        return [person] if person else []
    for start, end in split(text):
        if text[end - 1] != ";":
            if ";" in text:
                end = len(text)
            return list(parse_many(text[start:end]))
        break
    return list(parse_many(text))


def _listed(page: Page, roll: Roll, index: int, *, sorry: bool) -> bool:
    """One more line of a list; False where the list has ended."""
    block = page.blocks[index]
    words = block.words.strip()
    if NOBODY.search(words) and len(words) < 80:
        return True
    if (
        (block.heading and not words.istitle())
        or len(words) > 300
        or re.match(r"^\W{0,4}\d+[.):]\s+[A-Z][A-Z ]{4}", words)
    ):
        return False
    if block.heading and len(words.split()) > 6:
        return False
    people = _labelled(words) or _names(words)
    if len(people) == 2 and _has_one_comma(words) and _is_one_a_line(page, index):
        people = [one for one in [parse(words)] if one]
    if not people or (
        block.heading and len(people) == 1 and "," not in words and " " not in people[0].name
    ):
        return False
    ends_as_sentence = words.endswith(".") and len(words.split()) > 12 and len(people) < 3
    return not ends_as_sentence and roll.add(people, index, sorry=sorry)


def _has_one_comma(words: str) -> bool:
    return re.sub(r"\([^()]*\)", "", words).count(",") == 1


def _is_one_a_line(page: Page, index: int) -> bool:
    """Do the lines about this one say "name, what of" of one person each?"""
    near = [*page.blocks[max(0, index - 2) : index], *page.blocks[index + 1 : index + 3]]
    lines = [one.words.strip() for one in near]
    return sum(_has_one_comma(line) and len(_names(line)) == 1 for line in lines) > 1


def _labelled(words: str) -> list[Person]:
    """ "Fire Service: Bo Ek, Cy Pole": those of an organisation."""
    match = LABELLED.match(words)
    if not match or not ORGANISATION.search(match["label"]):
        return []
    return [
        replace(one, organisation=one.organisation or match["label"])
        for one in _names(match["rest"])
    ]


def _unlabelled(page: Page, roll: Roll) -> None:
    """Names that stand at the top without a word that they were there."""
    for index, block in enumerate(page.blocks[:14]):
        if block.heading or re.match(r"\W*\d", block.words) or block.cell:
            continue
        columns = block.words.strip().split("\t")
        people = [parse(part) for part in columns]
        roll.add(_pairs(block.words), index, sorry=False)
        if len(columns) > 1 and all(one and " " in one.name and not one.role for one in people):
            roll.add([one for one in people if one], index, sorry=False)
        elif (
            len(columns) == 1
            and people[0]
            and people[0].initials
            and people[0] not in roll.sorry
        ):
            roll.add([people[0]], index, sorry=False)


def _pairs(words: str) -> list[Person]:
    """ "Ann Lee Bob Day": first names and surnames in turn, and nothing else on the line."""
    names = words.split()
    if len(names) < 4 or len(names) % 2 or not all(map(PLAIN_NAME.fullmatch, names)):
        return []
    if any(bare(name) in NOT_NAMES or ORGANISATION.search(name) for name in names):
        return []
    return [Person(" ".join(pair)) for pair in zip(names[::2], names[1::2], strict=True)]


def _sentences(page: Page, roll: Roll) -> None:
    """Told in sentences: "X and Y were present", "The Chairman, Mr X, opened"."""
    for index, block in enumerate(page.blocks[: max(roll.last + 6, 12)]):
        for start, end in split(block.words):
            sentence = block.words[start:end]
            were = WERE_PRESENT.match(sentence)
            if were:
                roll.add(_told(were["names"]), index, sorry=False)
            for post in HOLDS_POST.finditer(sentence):
                person = parse(post["name"])
                if person:
                    known = replace(person, role=post["post"].capitalize())
                    roll.add([known], index, sorry=False)
        labelled = LABELLED.match(block.words.strip())
        if labelled and not NO_LABEL.search(labelled["label"]) and index <= roll.last + 2:
            people = _names(labelled["rest"])
            if (
                people
                and all(" " in one.name or one.role for one in people)
                and not any(same(one, known) for one in people for known in roll.sorry)
            ):
                told = [
                    replace(one, organisation=one.organisation or labelled["label"])
                    for one in people
                ]
                roll.add(told, index, sorry=False)


def _told(names: str) -> list[Person]:
    """Those of a sentence's subject: only whole names, no crowd."""
    people = parse_many(
        re.sub(r"\bthe (?:secretary|treasurer|chair\w*|clerk),", "", names, flags=re.I)
    )
    return [one for one in people if " " in one.name or one.role]
