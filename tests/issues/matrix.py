"""Who may do what, asked of every function that says so: a line a person, a mark a question.

`ASKED` names the questions of each module; `answers` asks one of them of one person. The
answers as they should be are in matrix.txt, read by a person whenever they change.
"""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models.expressions import RawSQL
from django.http import Http404

from tests.conftest import TODAY
from tests.issues.matrix_of_concerns import HEARING
from tests.issues.stage import CAST, PSG, TASKING, THEN, World
from wardmote.agreements import access as agreements
from wardmote.agreements.models import Party, Safeguards
from wardmote.groups import access as groups
from wardmote.issues import access as issues
from wardmote.issues.models import Issue
from wardmote.kernel.errors import RuleBroken
from wardmote.people.models import User
from wardmote.restricted.models import Text

Question = Callable[[World, Any], Any]


def _person_only(question: Question) -> Question:
    """Asked of accounts only: the function is not meant for strangers."""
    return lambda world, who: question(world, who) if isinstance(who, User) else "-"


def _reach(world: World, who: Any) -> str:
    names = {group.pk: kind.value[:2] for kind, group in world.groups.items()}
    found = agreements.restricted_reach(who, TODAY)
    return " ".join(
        f"{names[group]}{'' if one.until is None else f'<{one.until}'}"
        for group, one in sorted(found.items(), key=lambda pair: names[pair[0]])
    )


def _texts(issue: str) -> Question:
    def ask(world: World, who: Any) -> str:
        found = issues.issue_for(who, getattr(world, issue).number, TODAY)
        every = list(Text.objects.filter(subject=found.issue.subject))
        opened = issues.restricted_texts(found)
        return "".join("y" if one in opened else "-" for one in every)

    return _person_only(ask)


def _found(lately: bool) -> Question:
    """Of all restricted texts, or the last of each issue, those that a search may find."""
    newest = " WHERE id IN (SELECT MAX(id) FROM restricted_text GROUP BY subject)"
    among = RawSQL(f"SELECT id FROM restricted_text{newest * lately}", ())

    def ask(world: World, who: Any) -> str:
        found = issues.restricted_found(issues.reader_of(who, TODAY), among)
        told = ((words, found.get(one.pk)) for words, one in _both(world))
        return ", ".join(f"{len(texts)} {words}" for words, texts in told if texts is not None)

    return _person_only(ask)


def _both(world: World) -> list[tuple[str, Issue]]:
    return [("here", world.here), ("there", world.there)]


def _shut(world: World, who: Any) -> int:
    reader = issues.reader_of(who, TODAY)
    return len(issues.restricted_texts(issues.Readable(world.here, reader, False)))


def _without_partner_text(world: World, who: Any) -> str:
    """What the groups and reach of somebody are worth who reads no partner text."""
    reader = replace(issues.reader_of(who, TODAY), reads_partner_text=False)
    every = RawSQL("SELECT id FROM restricted_text", ())
    found = [
        issues.reads_restricted(reader, world.here),
        issues.may_act(reader, world.here),
        issues.has_had(reader, world.here),
        bool(issues.restricted_found(reader, every)),
    ]
    return "".join("y" if one else "-" for one in found)


def _of_reader(asked: Callable[[Any, Issue], Any], issue: str) -> Question:
    return _person_only(
        lambda world, who: asked(issues.reader_of(who, TODAY), getattr(world, issue))
    )


def _reach_while_off(world: World, who: Any) -> str:
    Safeguards.objects.update(restricted_on=False)
    return _reach(world, who)


def _leads_if_named(world: World, who: Any) -> bool:
    Safeguards.objects.update(lead=who.pk)
    return agreements.is_lead(who)


def _text_of(days: date, *, is_theirs: bool = False) -> Question:
    def ask(world: World, who: Any) -> bool:
        tasking = world.groups[TASKING].pk
        return agreements.may_read_restricted(
            who, tasking, TODAY, written_on=days, is_theirs=is_theirs
        )

    return ask


ASKED: dict[str, dict[str, Question]] = {
    "wardmote.groups.access": {
        "is officer": lambda world, who: groups.acts_as_officer(who, TODAY),
        "in the office": lambda world, who: groups.works_in_office(who, TODAY),
        "let in as officer": lambda world, who: groups.require_officer(who),
        "let in the office": lambda world, who: groups.require_office(who),
        "on a psg": lambda world, who: groups.sits_on(who, PSG, TODAY),
        "on this psg": lambda world, who: groups.holds_seat(who, world.groups[PSG].pk, TODAY),
    },
    "wardmote.agreements.access": {
        "is host's": _person_only(lambda world, who: agreements.is_hosts(who)),
        "partner text": lambda world, who: agreements.may_read_partner(who, TODAY),
        "counts": lambda world, who: agreements.sees_counts(who, TODAY),
        "let in to text": lambda world, who: agreements.require_partner_text(who, TODAY),
        "lacks signature": lambda world, who: agreements.lacks_signature(who, TODAY),
        "sharing page": _person_only(lambda world, who: agreements.has_agreements(who, TODAY)),
        "sends files": lambda world, who: agreements.may_send_files(who, TODAY),
        "sends papers": lambda world, who: agreements.may_send_papers(who, TODAY),
        "reach": _reach,
        "reach while it is off": _reach_while_off,
        "text long ago": _text_of(THEN.date()),
        "text of today": _text_of(TODAY),
        "their text": _text_of(TODAY, is_theirs=True),
        "signs": lambda world, who: agreements.may_sign(who, world.own),
        "signs if named": lambda world, who: agreements.may_sign(
            who, Party(signatory_id=who.pk)
        ),
        "leads": lambda world, who: agreements.is_lead(who),
        "leads if named": _leads_if_named,
        "the register": lambda world, who: agreements.require_register(who),
        "own party": _person_only(lambda world, who: _party(world.own, who)),
        "other party": _person_only(lambda world, who: _party(world.other, who)),
        "no party": _person_only(
            lambda world, who: agreements.party_for(who, world.own.agreement_id, 0, TODAY)
        ),
        "wrong agreement": _person_only(
            lambda world, who: agreements.party_for(who, 0, world.own.pk, TODAY)
        ),
        "lapsed, amber": lambda world, who: _wider(),
    },
    "wardmote.issues.access": {
        "knows of": _person_only(
            lambda world, who: issues.readable(issues.reader_of(who, TODAY)).count()
        ),
        "reads today": _person_only(
            lambda world, who: issues.reader_of(who).reads_partner_text
        ),
        "reads before there was any": _person_only(
            lambda world, who: issues.reader_of(who, date(2019, 1, 1)).reads_partner_text
        ),
        "opens": _person_only(
            lambda world, who: (
                issues.issue_for(who, world.there.number, TODAY).issue.number
                == world.there.number
            )
        ),
        "opens none": _person_only(lambda world, who: issues.issue_for(who, "X", TODAY)),
        "restricted here": _of_reader(issues.reads_restricted, "here"),
        "restricted there": _of_reader(issues.reads_restricted, "there"),
        "texts here": _texts("here"),
        "texts there": _texts("there"),
        "texts that are shut": _person_only(_shut),
        "without partner text": _person_only(_without_partner_text),
        "finds": _found(lately=False),
        "finds the last": _found(lately=True),
        "acts here": _of_reader(issues.may_act, "here"),
        "acts there": _person_only(
            lambda world, who: issues.issue_for(who, world.there.number, TODAY).may_act
        ),
        "let act here": _of_reader(issues.require_act, "here"),
        "had here": _of_reader(issues.has_had, "here"),
        "had there": _of_reader(issues.has_had, "there"),
        "let reopen there": _of_reader(issues.require_had, "there"),
    },
}


ASKED["wardmote.issues.hearing"] = HEARING


def _party(party: Party, who: Any) -> bool:
    return agreements.party_for(who, party.agreement_id, party.pk, TODAY) == party


def _wider() -> str:
    """Of two ways to reach a group the wider counts, whichever comes first."""
    early, late = (agreements.Reach(1, 1, date(year, 1, 1)) for year in (2025, 2026))
    whole = agreements.Reach(1, 1, None)
    pairs = [(None, early), (early, late), (late, early), (early, whole), (whole, early)]
    return " ".join(str(agreements._wider(*pair).until)[:4] for pair in pairs)


def asked(question: Question, world: World, who: Any) -> str:
    """One answer as a word; whatever was written is taken back."""
    try:
        with transaction.atomic():
            found = question(world, who)
            transaction.set_rollback(True)
    except agreements.NotShared:
        return "unsigned"
    except PermissionDenied:
        return "refused"
    except Http404:
        return "404"
    except RuleBroken as refusal:
        return f"({str(refusal)[:40]})"
    return {True: "yes", False: "-", None: "in", "": "-"}.get(found, str(found))


def table(world: World, module: str) -> Iterator[str]:
    """Every question of a module asked of everybody, as a person can read it."""
    for words, question in ASKED.get(module, {}).items():
        said: dict[str, list[str]] = {}
        for name in CAST:
            said.setdefault(asked(question, world, world.people[name]), []).append(name)
        answers = [f"    {answer}: {', '.join(names)}" for answer, names in said.items()]
        yield "\n".join([f"{words}:", *answers])
