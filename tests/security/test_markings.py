"""Every file that leaves says in itself who may see it, or stands below with why it need not.

Pages and mail are looked at elsewhere: tests/leaks and tests/briefings.
"""

import re

import pytest

from tests.leaks.outputs import VARIANTS, proven, text_of
from tests.test_permissions import TABLE, client_of, none
from tests.walk import addresses, ask, undone

OFFICIAL = "OFFICIAL"
PARTNERS = "OFFICIAL: partners"
SENSITIVE = "OFFICIAL-SENSITIVE: partners"
OFFICE = "OFFICIAL-SENSITIVE: partnership office"
#: address -> the marking that stands in the file
MARKED = {
    "wards-csv": PARTNERS,
    "deep-dive-file": OFFICIAL,
    "report-file": OFFICIAL,
    "update-file": SENSITIVE,
    "members-csv": PARTNERS,
    "signatures-csv": PARTNERS,
    "party-form": OFFICIAL,
    "audit-export": OFFICE,
    "meeting-load-file": SENSITIVE,
    "terms-file": OFFICIAL,
    "terms-compare-file": OFFICIAL,
    "agenda-file": SENSITIVE,
    "agenda-pack": SENSITIVE,
    "minutes-file": SENSITIVE,
}
#: address -> why its name bears the marking instead
NAMED = {
    "members-json": "Popolo has no place for one",
    "harm-weights-csv": "is changed and loaded again as it is",
    "party-copy": "kept as it came on paper",
    "minutes-source": "kept as it came",
}
#: address -> why there is none
UNMARKED = {
    "report-edition-file": "published, if since corrected",
    "assessment-file": "published in this district; until then it is marked",
    "assessment-edition-file": "the same",
    "paper": "kept as it came; its name bears the marking of an item that is not for all",
    "invitation": "nothing of the agenda is in it",
    "public-report-file": "published: everyone may have it",
    "public-meeting-file": "released: everyone may have it",
    "public-assessment-file": "published: everyone may have it",
    "public-terms-file": "released: everyone may have it",
    "open-data-file": "published: everyone may have it",
    "open-data-ward-file": "published: everyone may have it",
    "open-data-parish-file": "published: everyone may have it",
    "briefing-file": "marked while something in it is not public: tests/briefings",
    "my-briefing-file": "the same",
    "logo": "on every public page",
    "download-template": "an empty template, as somebody made it",
    "recovery-codes-file": "one person's own",
}


def is_file(answer):
    return "attachment" in answer.headers.get("Content-Disposition", "")


def files(district, who, only):
    """(address, what was asked, answer) of whatever is sent to be kept."""
    client = proven(client_of(district, who), who)
    signed_in = client.cookies.copy()
    for address in addresses():
        line, given = TABLE[address.name], district.in_address(address.name)
        if not only(address.name) or who not in line.read | line.send:
            continue
        for ending in VARIANTS["ending"][1:] if "ending" in address.needs else ("",):
            where = address.path(given | ({"ending": ending} if ending else {}))
            with undone():
                answer = ask(client, "GET" if who in line.read else "POST", where)
            client.cookies = signed_in.copy()  # one of the addresses is to sign out
            if is_file(answer):
                yield address.name, where, answer


@pytest.mark.parametrize("who", ["officer", "board"])
def test_every_file_bears_its_marking(district, who):
    wrong, seen, marked = [], set(), MARKED.keys() | NAMED.keys()
    for name, where, answer in files(district, who, marked.__contains__):
        seen.add(name)
        if name in MARKED and MARKED[name] not in text_of(answer).partition("\n\n")[2]:
            wrong.append(f"{where}: no “{MARKED[name]}” in it")
        if not re.search(r'filename="[\w-]*official', answer["Content-Disposition"], re.I):
            wrong.append(f"{where}: {answer['Content-Disposition']}")
    none(wrong)
    assert seen == {name for name in marked if who in TABLE[name].read | TABLE[name].send}


@pytest.mark.deep
@pytest.mark.parametrize("who", ["officer", "data protection lead", "own councillor"])
def test_no_other_address_gives_a_file(district, who):
    found = {name for name, _, _ in files(district, who, lambda name: True)}
    assert found <= MARKED.keys() | NAMED.keys() | UNMARKED.keys()


def test_the_table_names_addresses_that_there_are():
    names = [*MARKED, *NAMED, *UNMARKED]
    assert {*names} <= TABLE.keys()
    assert len({*names}) == len(names)
