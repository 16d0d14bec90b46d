"""Whatever is put into an address: an answer, never a broken page."""

import os
import re
from urllib.parse import quote

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.district import District
from tests.test_permissions import PUBLIC, TABLE, client_of, none
from tests.test_repository import ROOT
from tests.walk import addresses, ask, outcome, undone

IS_DEEP = bool(os.environ.get("WARDMOTE_DEEP"))
MANY = 1000 if IS_DEEP else 50
SOURCES = "".join(path.read_text() for path in ROOT.glob("wardmote/**/*.py"))
#: every name that a page reads from its question, found in the code
NAMES = sorted({*re.findall(r"GET(?:\.get(?:list)?\(|\[)\s*\"(\w+)\"", SOURCES), "next", "q"})
ODD = [
    "",
    "'",
    "' OR 1=1--",
    '"; DROP TABLE people_user;--',
    "%",
    "_",
    "\x00",
    "\u202e",
    "\ud7ff",
    "../../etc/passwd",
    "{{7*7}}",
    "-1",
    "0",
    "1e400",
    "9" * 400,
    "2025Q2",
    "2025Q5",
    "0000Q1",
    "9999Q4",
    "2025-13",
    "E05999001",
    "nan",
    "\r\nX-Planted: 1",
    "a" * 5000,
    "٣",
    "all-crime",
]
VALUES = st.one_of(st.sampled_from(ODD), st.text(max_size=30), st.integers().map(str))
QUESTIONS = st.dictionaries(st.sampled_from(NAMES), VALUES, max_size=3)


pytestmark = [pytest.mark.sized, pytest.mark.long]


def readable_by(who):
    return [one for one in addresses() if who in TABLE[one.name].read]


def is_broken(answer):
    return outcome(answer).startswith("broken: 5") or "X-Planted" in answer.headers


@pytest.mark.parametrize("who", ["officer", PUBLIC, "own councillor"])
def test_any_question_gets_an_answer(district: District, who):
    client = client_of(district, who)
    pages = {one.name: one.path(district.in_address(one.name)) for one in readable_by(who)}
    asked = set()

    @settings(
        max_examples=MANY,
        deadline=None,
        derandomize=True,
        database=None,
        suppress_health_check=list(HealthCheck),
    )
    @given(page=st.sampled_from(sorted(pages)), question=QUESTIONS)
    def ask_it(page, question):
        asked.add(page)
        words = "&".join(
            f"{name}={quote(value, errors='replace')}" for name, value in question.items()
        )
        answer = ask(client, "GET", f"{pages[page]}?{words}")
        assert not is_broken(answer), f"{pages[page]}?{words}"

    ask_it()
    assert len(asked) > min(len(pages) / 2, MANY / 5)


def test_every_odd_value_in_every_question(district: District):
    """One page at a time, one name at a time: what chance might leave out."""
    client, wrong = client_of(district, "officer"), []
    pairs = [(one, name) for one in readable_by("officer") for name in names_of(one)]
    assert len(pairs) > 20
    for number, (address, name) in enumerate(pairs):
        where = address.path(district.in_address(address.name))
        for value in ODD if IS_DEEP else ODD[number % 18 :: 18]:  # each value somewhere
            answer = ask(client, "GET", f"{where}?{name}={quote(value)}")
            wrong += [f"{where}?{name}={value!r}"] * is_broken(answer)
    none(wrong)


def names_of(address):
    """The names that the module of this page's view reads."""
    module = address.view.__module__.replace(".", "/")
    source = "".join(path.read_text() for path in ROOT.glob(f"{module}.py"))
    return [name for name in NAMES if f'"{name}"' in source]


ODD_PARTS = {
    "code": ["E05999999", "a" * 200, "-", "0", "_"],
    "slug": ["no-such", "a" * 300, "-", "0", "_"],
    "what": ["no-such", "a" * 300, "-"],
    "pk": [0, 2**31, 2**63 - 1, 2**63, 10**30],
    "number": [0, 2**31, 2**63, 10**30],
    "token": ["x", "x" * 500, "'; --", "é", "%00", "\x00", "..", "a b"],
    "name": ["x", "report.exe", "..", "%0d%0aX-Planted:1", "\r\nX-Planted:1", "é" * 90, "\x00"],
}
ODD_PARTS["ending"] = ODD_PARTS["name"]
ROWS = ("seat", "held", "party", "signature", "item", "paper", "person", "decision")
ODD_PARTS |= dict.fromkeys(ROWS, ODD_PARTS["pk"])
ODD_PARTS["key"] = ODD_PARTS["receipt"] = ODD_PARTS["slug"]
ODD_QUARTERS = ["0000Q1", "0001Q1", "9999Q4", "2025Q0", "2025Q5", "1900Q1", "٢٠٢٥Q1"]


@pytest.mark.parametrize("who", ["officer", PUBLIC])
def test_odd_things_in_an_address_are_absent(district: District, who):
    client, wrong, tried = client_of(district, who), [], 0
    for address in addresses():
        line = TABLE[address.name]
        if who not in line.read | line.send:
            continue
        method = "GET" if line.read else "POST"
        usual = district.in_address(address.name)
        for need in address.needs:
            odd = with_odd(address, usual, need)
            for where in odd if IS_DEEP else odd[len(address.name) % 3 :: 3]:
                with undone():
                    found = outcome(ask(client, method, where))
                tried += 1
                if found not in (line.unknown, "absent"):
                    wrong.append(f"{method} {where}: {found}")
    assert tried > 20
    none(wrong)


def with_odd(address, usual, need):
    if need == "quarter":
        usually = address.path(usual)
        return [quote(usually.replace(str(usual["quarter"]), odd)) for odd in ODD_QUARTERS]
    return [address.path(usual | {need: odd}) for odd in ODD_PARTS[need]]
