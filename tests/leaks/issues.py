"""Issues in every state, with a canary in each of their texts.

Who may read which follows from where the issue is and was, and from who signed:

=========  ============================================================================
dark       waiting with the PSG; nobody else had it
bikes      worked on by the PSG, before that with the T&CG, where the lapsed Fen Rescue sits
kiosk      on hold with the T&CG, led by Fen Rescue
fence      closed
swings     closed and opened again, its title corrected
bridge     let out to councillors: words standing, withdrawn; words wait, words refused
lamps      blocked: one ask open, one answered
ferry      every step with restricted words; with the T&CG at last
=========  ============================================================================
"""

from collections.abc import Set
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from typing import Any

from allauth.mfa.models import Authenticator
from django.utils.timezone import localdate

from tests.conftest import NOW
from tests.district import OWN, District
from tests.leaks.planting import NOBODY, Field, canary
from tests.test_permissions import OFFICER, OWN_MEMBERS, PARTNERS, SECOND
from wardmote.agreements.queries import restricted_is_on
from wardmote.agreements.usecases import change_safeguards, switch_on_restricted
from wardmote.groups.models import Group
from wardmote.groups.rules import GroupKind
from wardmote.issues.clearing import Ruling
from wardmote.issues.models import Issue
from wardmote.issues.ranking import Criterion
from wardmote.issues.rules import Answer, Asking, Level, Origin, Outcome, Passing, Reach
from wardmote.issues.usecases import journey, telling
from wardmote.issues.usecases.correcting import Correction, correct_issue
from wardmote.issues.usecases.prioritising import mark_issue, place_issue
from wardmote.issues.usecases.raising import Raised, raise_issue
from wardmote.issues.usecases.releasing import ask_to_release, rule_on, take_back
from wardmote.issues.usecases.unblocking import answer_ask, ask_to_unblock
from wardmote.kernel.themes import Theme
from wardmote.releases.rules import Audience

#: long ago, when Fen Rescue's signature still held; and its last days
THEN = datetime(2024, 6, 3, 10, tzinfo=UTC)
LATELY = datetime(2025, 1, 6, 10, tzinfo=UTC)
LATER = date(2999, 1, 1)
PSG, TASKING, BOARD = GroupKind.PROBLEM_SOLVING, GroupKind.TASKING, GroupKind.BOARD
SECRETS = "restricted.Text.body"
SOLVERS = OFFICER | {"problem solving", "two groups"}
#: every other word of a planted text: what a search asks for
COMMON = "plovers"


@dataclass
class Story:
    """What is told of one issue, and the canaries that it holds."""

    district: District
    name: str
    issue: Issue
    fields: list[Field] = field(default_factory=list)

    def say(self, what: str, kept_in: str, readers: Set[str], *, is_shown: bool = True) -> str:
        """Words that nobody but these readers may find."""
        name = f"{self.name} {what}"
        word = canary(name)
        self.fields.append(Field(name, readers, (word,), is_shown, kept_in))
        return f"{COMMON} {word}"

    def who(self, person: str, now: datetime = NOW) -> dict[str, Any]:
        return {"by": self.district[person], "now": now}

    @property
    def version(self) -> int:
        return Issue.objects.get(pk=self.issue.pk).version

    def tell(self, what: str, by: str, readers: Set[str], now: datetime = NOW) -> None:
        """Restricted words."""
        words = self.say(what, SECRETS, readers)
        telling.tell(self.issue.pk, words, Level.RESTRICTED, **self.who(by, now))

    def opens(self, name: str, **more: object) -> None:
        """The leaks walk opens this address, too."""
        filled = {"number": self.issue.number, **more}
        self.district.also.setdefault(name, []).append(filled)


def groups() -> dict[GroupKind, Group]:
    return {GroupKind(group.kind): group for group in Group.objects.all()}


def begin(
    district: District,
    name: str,
    kind: GroupKind,
    by: str,
    *,
    now: datetime = NOW,
    lead: str = "board",
    reads_title: Set[str] = PARTNERS,
    reach: Reach = Reach.PLACES,
    secret_for: Set[str] = NOBODY,
) -> Story:
    """An issue is raised: its title and its partner text are canaries."""
    told = Story(district, name, Issue())
    told.issue = raise_issue(
        Raised(
            title=told.say("title", "issues.Issue.title", reads_title),
            theme=Theme.DISORDER,
            origin=Origin.JUDGMENT,
            origin_of={"dataset": told.say("origin", "issues.Issue.origin_of", PARTNERS,
                                           is_shown=False)},
            reach=reach,
            wards=(OWN,) if reach is Reach.PLACES else (),
            lead=district[lead].organisation,
            holder=groups()[kind],
            text=told.say("text", "issues.PartnerText.text", PARTNERS),
            checked=True,
            secret=told.say("secret", SECRETS, secret_for) if secret_for else "",
        ),
        **told.who(by, now),
    )  # fmt: skip
    for page in (
        "issue",
        "rewrite-issue",
        "pass-issue",
        "reopen-issue",
        "tell-issue",
        "correct-issue",
    ):
        told.opens(page)
    return told


def restricted_on(district: District) -> None:
    """Everything that restricted text waits for is recorded, and it is switched on."""
    if restricted_is_on(localdate(NOW)):
        return
    officer = district["officer"]
    Authenticator.objects.create(user=officer, type="totp", data={"secret": "x"})
    change_safeguards(
        by=officer, now=NOW,
        assessment="DPIA 7", assessed_on=THEN.date(), hosting="H 3", hosting_on=THEN.date(),
    )  # fmt: skip
    switch_on_restricted(by=officer, now=NOW)


def dark(district: District) -> Story:
    """Waiting with the PSG, as it was raised."""
    told = begin(district, "dark", PSG, "problem solving")
    told.tell("restricted", "problem solving", SOLVERS)
    given = told.who("two groups")
    system = told.say("system", "issues.Reference.system", PARTNERS)
    number = told.say("reference", "issues.Reference.number", PARTNERS).split()[-1]
    telling.add_reference(told.issue.pk, system, number, **given)
    marks = {one.value: 3 for one in Criterion}
    why = told.say("rationale", "issues.Score.rationale", PARTNERS)
    mark_issue(told.issue.pk, marks, why, **given, checked=True)
    by_hand = told.say("placing", "issues.Placing.reason", PARTNERS)
    place_issue(told.issue.pk, 1, by_hand, **given)
    return told


def bikes(district: District) -> Story:
    """Raised at the T&CG by Fen Rescue, passed to the PSG since; texts by two bodies."""
    told = begin(district, "bikes", TASKING, "lapsed", now=THEN)
    circle = SOLVERS | {"tasking"}
    told.tell("own entry", "lapsed", circle | {"lapsed"}, THEN)
    told.tell("in their time", "tasking", circle | {"lapsed"}, LATELY)
    why = told.say("hop", "issues.Hop.reason", PARTNERS)
    onward = Passing(groups()[TASKING].pk, groups()[PSG].pk, why)
    journey.pass_issue(told.issue.pk, onward, told.version, **told.who("tasking"))
    journey.take_on(told.issue.pk, told.version, **told.who("problem solving"))
    told.tell("restricted", "problem solving", circle)
    said = told.say("update", "issues.Update.text", PARTNERS)
    telling.tell(
        told.issue.pk, said, Level.PARTNER, **told.who("problem solving"), checked=True
    )
    return told


def kiosk(district: District) -> Story:
    """On hold with the T&CG, about the whole district; Fen Rescue leads, so it reads on."""
    told = begin(district, "kiosk", TASKING, "tasking", lead="lapsed", reach=Reach.DISTRICT)
    told.tell("restricted", "tasking", OFFICER | {"tasking", "lapsed"})
    why = told.say("hold", "issues.Update.text", PARTNERS)
    journey.hold(told.issue.pk, told.version, why, **told.who("tasking"))
    return told


def fence(district: District) -> Story:
    """Closed."""
    told = begin(district, "fence", PSG, "problem solving")
    told.tell("restricted", "two groups", SOLVERS)
    _close(told)
    return told


def _close(told: Story) -> None:
    result = told.say("result", "issues.Issue.result", PARTNERS)
    ended = (told.issue.pk, told.version, Outcome.SOLVED, result)
    journey.close_issue(*ended, **told.who("problem solving"), checked=True)


def swings(district: District) -> Story:
    """Closed, then opened again, then called otherwise."""
    told = begin(district, "swings", PSG, "problem solving")
    _close(told)
    why = told.say("reopening", "issues.Update.text", PARTNERS)
    journey.reopen_issue(told.issue.pk, told.version, why, **told.who("two groups"))
    _correct(told)
    return told


def _correct(told: Story) -> None:
    """Another title; the one that it had stands in its journey now."""
    told.fields = [
        replace(one, kept_in="issues.Update.text") if one.name == f"{told.name} title" else one
        for one in told.fields
    ]
    held = Issue.objects.get(pk=told.issue.pk)
    said = Correction(
        told.say("title now", "issues.Issue.title", PARTNERS),
        Theme(held.theme),
        Reach(held.reach),
        held.lead,
        (OWN,),
        checked=True,
    )
    correct_issue(held.pk, said, held.version, **told.who("problem solving"))


def bridge(district: District, *, is_let_out: bool = True) -> Story:
    """Words for its councillors: withdrawn, standing, refused, waiting."""
    readers = (PARTNERS | OWN_MEMBERS) if is_let_out else PARTNERS
    told = begin(district, "bridge", PSG, "problem solving", lead="lapsed", reads_title=readers)
    number = told.issue.pk

    def ask(what: str, to: Audience, readers: Set[str], *, shown: bool = True) -> int:
        words = told.say(what, "issues.Clearance.text", readers, is_shown=shown)
        by = told.who("problem solving")
        return ask_to_release(number, words, to, **by, checked=True).pk

    refused = ask("refused words", Audience.MEMBERS, SECOND)
    told.opens("clear-issue", pk=refused)
    why = told.say("refusal", "issues.Clearance.reason", PARTNERS, is_shown=False)
    rule_on(refused, Ruling.REFUSED, why, **told.who("two groups"))
    if is_let_out:
        gone = _let_out(told, ask("withdrawn words", Audience.MEMBERS, SECOND, shown=False))
        why = told.say("withdrawal", "releases.Release.withdrawn_why", PARTNERS)
        take_back(gone, why, **told.who("problem solving"))
        _let_out(told, ask("members", Audience.MEMBERS, PARTNERS | OWN_MEMBERS))
    waiting = ask("waiting words", Audience.MEMBERS, SECOND)
    told.opens("clear-issue", pk=waiting)
    return told


def _let_out(told: Story, asked: int) -> int:
    made = rule_on(asked, Ruling.CLEARED, "", **told.who("two groups")).release
    assert made is not None
    told.opens("withdraw-issue", pk=made)
    told.opens("clear-issue", pk=asked)
    return made


def lamps(district: District, *, of: GroupKind = BOARD) -> Story:
    """Blocked: the Board has answered one ask and has another before it."""
    readers = PARTNERS | ({"board councillor"} if of is BOARD else set())
    told = begin(district, "lamps", PSG, "problem solving", reads_title=readers)
    for nth in "first", "second":
        asking = Asking(
            groups()[of].pk,
            told.say(f"{nth} ask", "issues.Ask.text", readers),
            told.say(f"{nth} from", "issues.Ask.needed_from", readers, is_shown=nth != "first"),
            LATER,
        )
        by = told.who("problem solving")
        made = ask_to_unblock(told.issue.pk, asking, **by, checked=True)
        if nth == "first":
            answer = told.say("answer", "issues.Ask.answer", readers)
            answer_ask(made.pk, Answer.PARTLY, answer, **told.who("board"), checked=True)
        else:
            told.district.also.setdefault("answer-ask", []).append({"pk": made.pk})
            told.opens("take-back-ask", pk=made.pk)
    told.tell("restricted", "problem solving", SOLVERS)
    return told


def ferry(district: District) -> Story:
    """Raised, held, closed, opened again and passed on, each with restricted words."""
    circle = SOLVERS | {"tasking"}
    told = begin(district, "ferry", PSG, "problem solving", secret_for=circle)
    here, by = told.issue.pk, {"level": Level.RESTRICTED, **told.who("problem solving")}
    journey.hold(here, told.version, told.say("secret hold", SECRETS, circle), **by)
    result = told.say("secret result", SECRETS, circle)
    journey.close_issue(here, told.version, Outcome.GONE, result, **by)
    journey.reopen_issue(here, told.version, told.say("secret why", SECRETS, circle), **by)
    onward = Passing(groups()[PSG].pk, groups()[TASKING].pk, told.say("way", SECRETS, circle))
    journey.pass_issue(here, onward, told.version, **by)
    return told


STORIES = (dark, bikes, kiosk, fence, swings, bridge, lamps, ferry)


def issues(district: District) -> list[Field]:
    """Every story; what was planted in them."""
    _begin(district)
    return [one for tell in STORIES for one in tell(district).fields]


def hidden_from(district: District, who: str) -> None:
    """The same, without what this person is told by a release or an ask."""
    _begin(district)
    for tell in STORIES:
        if tell is bridge:
            bridge(district, is_let_out=who not in OWN_MEMBERS)
        elif tell is not lamps or who not in {"board councillor"}:
            tell(district)


def _begin(district: District) -> None:
    for kind in PSG, TASKING:
        held: list[dict[str, Any]] = [{"pk": groups()[kind].pk}]
        district.also |= dict.fromkeys(("group-issues", "ranked-issues"), held)
    restricted_on(district)
