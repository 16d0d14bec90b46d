"""Addresses and answers taken from one person, sent by another with other people's numbers.

Every address is asked for with every number, code and word that stands in any address:
wards, groups, organisations, people, issues. Whoever may do a thing to one issue gets
nowhere with the next; nothing is shown or written that the person could not have anyway.
A seeded sample in the usual run and in `make leaks`, everything in the deep one.
"""

import random
from collections import defaultdict
from itertools import chain

import pytest

from tests.filling import filled
from tests.leaks.outputs import proven, text_of
from tests.leaks.size import IS_WHOLE
from tests.test_permissions import (
    OFFICER,
    PARTNERS,
    PUBLIC,
    SIGNATORY,
    SOLVERS,
    TABLE,
    UNKNOWN,
    client_of,
    none,
)
from tests.walk import addresses, ask, outcome, undone, written
from wardmote.agreements.models import Party
from wardmote.groups.models import Group
from wardmote.groups.rules import GroupKind
from wardmote.issues import access
from wardmote.issues.models import Clearance, Concern, Issue

pytestmark = [pytest.mark.django_db, pytest.mark.sized, pytest.mark.long]

#: one of each kind of reader: what else a role may, the table of permissions asks
KINDS = ("never signed", "lapsed", "own councillor", "board councillor", "clerk councillor",
         "former seat", "problem solving", "analyst", PUBLIC)  # fmt: skip
EACH = 2 if IS_WHOLE else 1  # fillings of one address for one person
ROLES = KINDS if IS_WHOLE else ("never signed",)
SITTERS = ("tasking", "problem solving") if IS_WHOLE else ("problem solving",)
SEED = 4
NUMBERS = {"pk", "seat", "held", "party", "signature", "item", "paper", "decision"}
DEEDS = {f"{deed}-issue" for deed in ("pass", "take-on", "tell", "hold", "resume", "close",
         "rewrite", "refer", "ask", "mark", "place", "release", "correct")}  # fmt: skip
DEEDS |= {"issue-action", "take-back-ask"}
AFTERWARDS = {"reopen-issue", "withdraw-issue"}
CLEARING = {"clear-issue", "issue-go-ahead"}
#: of a group whose number is in the address, for all who sit on it; the table asks the Board
OF_GROUP = {"ways", "terms", "group-actions", "record-action"}
#: who sits on a group for one that has not: its terms of reference are read by them, too
UNSIGNED = defaultdict(set, {GroupKind.TASKING: {"never signed"}})
#: who sits on a group for an organisation that has signed, without elected office
SITS = defaultdict(set, {
    GroupKind.PROBLEM_SOLVING: {"problem solving", "two groups"},
    GroupKind.TASKING: {"tasking", "lapsed"},
    GroupKind.BOARD: {"board"},
})  # fmt: skip


def pools(district):
    """need -> everything that stands somewhere in an address under this name."""
    found = {need: [one] for need, one in UNKNOWN.items()}
    kept = [district.given, *district.given_to.values(), *chain(*district.also.values())]
    for given in kept:
        for need, value in given.items():
            found.setdefault(need, []).append(value)
    numbers = sorted({one for need in NUMBERS & found.keys() for one in found[need]}, key=str)
    # in the order in which they were made: a receipt is drawn by lot, its place is not
    return {need: list(dict.fromkeys(values)) for need, values in found.items()} | (
        dict.fromkeys(NUMBERS, numbers)
    )


def may(name, who, given, method):
    """Whether the table, and where the issue is, let this person do this at all."""
    if name in DEEDS | AFTERWARDS | CLEARING:
        issue = Issue.objects.filter(number=given["number"]).first()
        return who in PARTNERS and (issue is None or who in _of_issue(name, issue, given))
    if name == "clear-concern":
        held = Concern.objects.filter(receipt=given["receipt"]).first()
        wrote = held is not None and held.answered_by_id is not None
        return who in SOLVERS - ({"problem solving"} if wrote else set())
    if name == "group-updates" and method == "POST":
        group = Group.objects.filter(pk=given["pk"]).first()
        return who in PARTNERS and (group is None or who in OFFICER | SITS[group.kind])
    if name in OF_GROUP and _sits(who, given["pk"], SITS):
        return True
    if name == "terms" and _sits(who, given["pk"], UNSIGNED):
        return True
    line = TABLE[name]
    if who not in (line.read if method == "GET" else line.send):
        return False
    if who in SIGNATORY and name.startswith("party"):
        party = Party.objects.filter(pk=given["party"]).first()
        return party is None or party.organisation.name == "Fenland Homes"
    return True


def _sits(who, group, seats):
    found = Group.objects.filter(pk=group).first()
    return found is not None and who in seats[found.kind]


def _of_issue(name, issue, given):
    holds = OFFICER | SITS[issue.holder.kind]
    if name in AFTERWARDS:
        been = {hop.giver.kind for hop in issue.hops.all()}
        return holds.union(*(SITS[kind] for kind in been))
    if name in CLEARING:
        leads = {"lapsed"} if issue.lead.name == "Fen Rescue" else PARTNERS - {"lapsed"}
        held = Clearance.objects.filter(pk=given["pk"], issue=issue).first()
        author = {"problem solving"} if held else set()
        return (holds | leads) - author
    return holds


#: name -> answers with which the officer, or whoever else may, gets it done
BODIES: dict[str, dict[str, str]] = {}


def body(district, address):
    """What is sent to this address when it is done as it should be."""
    if address.name not in BODIES:
        senders = TABLE[address.name].send
        usual = [who for who in ("officer", "data protection lead") if who in senders]
        who = (usual or sorted(senders - {PUBLIC}) or [PUBLIC])[0]
        with undone():
            where = address.path(district.in_address(address.name))
            found = filled(proven(client_of(district, who), who), where)
        BODIES[address.name] = {"version": "1"} | found
    return BODIES[address.name]


def look(district, fields, who):
    """What this person saw or did with others' numbers that was not theirs."""
    chance, pool, wrong = random.Random(SEED), pools(district), []
    client = proven(client_of(district, who), who)
    for address in addresses():
        if not address.needs:
            continue
        for given in fillings(address, pool, chance):
            wrong += _read(client, address, given, fields, who)
            wrong += _send(client, address, given, body(district, address), who)
    return wrong


def fillings(address, pool, chance):
    """Different ways to fill the address."""
    for _ in range(EACH):
        yield {need: chance.choice(pool[need]) for need in address.needs}


def _path(address, given):
    try:
        return address.path(given)
    except Exception:  # no such address can be written
        return ""


def _read(client, address, given, fields, who):
    where = _path(address, given)
    if not where:
        return []
    answer = ask(client, "GET", where)
    said = f"GET {where} as {who}"
    wrong = []
    if outcome(answer) == "open" and not may(address.name, who, given, "GET"):
        wrong.append(f"{said}: open")
    if outcome(answer).startswith("broken"):
        wrong.append(f"{said}: {outcome(answer)}")
    told = text_of(answer)
    return wrong + [
        f"{said}: {one.name}"
        for one in fields
        if who not in one.readers and one.stands_in(told)
    ]


def _send(client, address, given, answers, who):
    where, before = _path(address, given), client.cookies.copy()
    if not where:
        return []
    with undone(), written() as writes:
        answer = ask(client, "POST", where, **answers)
    client.cookies = before
    allowed = may(address.name, who, given, "POST")
    said = f"POST {where} as {who}: {outcome(answer)}"
    wrong = [] if allowed or outcome(answer) != "open" else [said]
    if outcome(answer).startswith("broken"):
        wrong.append(said)
    return wrong if allowed or not writes else [*wrong, f"{said}, and written: {writes[:1]}"]


@pytest.mark.parametrize("who", ROLES)
def test_other_peoples_numbers_open_nothing(district, planted, who):
    none(look(district, planted.fields, who))


@pytest.mark.deep
def test_an_issue_of_another_group_is_no_issue_to_act_on(district, planted):
    """All deeds x all issues: as the PSG, at full size as the T&CG too."""
    wrong, done = [], set()
    for who in SITTERS:
        client = proven(client_of(district, who), who)
        for address in addresses():
            if address.name in DEEDS | AFTERWARDS | CLEARING:
                for given in district.also["issue"]:
                    given = {"pk": district.in_address(address.name)["pk"], **given}
                    answers = body(district, address)
                    wrong += _send(client, address, given, answers, who)
                    if address.name in done:
                        continue
                    with undone(), written() as writes:
                        ask(client, "POST", address.path(given), **answers)
                    done |= {address.name} if writes else set()
    none(wrong)
    assert done >= {"tell-issue", "refer-issue", "ask-issue"}  # something was there to refuse


def test_a_check_that_is_taken_out_is_noticed(district, planted, monkeypatch):
    """The negative control: acting without holding, reading what is for others."""

    def take_out(name, anything):
        monkeypatch.setattr(getattr(access, name), "__code__", anything.__code__)

    client = proven(client_of(district, "lapsed"), "lapsed")
    numbers = [given["number"] for given in district.also["issue"]]
    by_name = {one.name: one for one in addresses()}
    take_out("may_act", lambda reader, issue: True)
    tell = by_name["tell-issue"]
    answers = body(district, tell)
    assert any(_send(client, tell, {"number": one}, answers, "lapsed") for one in numbers)
    take_out("reads_restricted", lambda reader, issue: True)
    take_out("_opens", lambda *given: True)
    page = by_name["issue"]
    assert any(
        _read(client, page, {"number": one}, planted.fields, "lapsed") for one in numbers
    )
