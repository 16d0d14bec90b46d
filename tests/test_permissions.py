"""Who may open what: every address x method x person, against the table below.

An address that is not in the table fails the run. A line says who may read (GET, HEAD)
and who may send (POST); for everybody else it is a refusal, for the public a way to
sign in. Nobody may PUT, PATCH or DELETE anything.
"""

import os
from dataclasses import dataclass, field
from importlib import import_module

import pytest
from django.test import Client, override_settings
from django.urls import clear_url_caches, path

from tests.district import PUBLISHED
from tests.walk import OTHERS, SAFE, addresses, ask, fingerprint, outcome, undone, written
from wardmote.config import urls as all_urls

IS_WHOLE = bool(os.environ.get("WARDMOTE_DEEP"))
PUBLIC = "public"
SEATED = {"board", "tasking", "problem solving", "data group"}
COUNCILLORS = {"own councillor", "other councillor", "county councillor", "board councillor",
               "vice-chair councillor", "clerk councillor", "analyst councillor",
               "officer councillor"}  # fmt: skip
#: of the ward that is in addresses
OWN_MEMBERS = {"own councillor", "board councillor", "vice-chair councillor",
               "analyst councillor", "county councillor"}  # fmt: skip
OFFICER = {"officer"}
OFFICE = OFFICER | {"analyst"}
PARTNERS = OFFICE | SEATED | {"two groups", "lapsed"}
DECIDERS = OFFICER | {"data group", "two groups"}
LEAD = {"data protection lead"}
MONITORING = {"monitoring officer"}
SIGNATORY = {"never signed"}
REGISTER = PARTNERS | LEAD
SEATED_COUNCILLORS = {"board councillor", "vice-chair councillor"}
#: who holds the issue, who may clear its words, and who answers for the Board
SOLVERS = OFFICER | {"problem solving", "two groups"}
SECOND = OFFICER | {"two groups", "lapsed"}
CLEARERS = OFFICER | {"two groups"}  # never who wrote the answer
BOARD = OFFICER | {"board"}
#: who sits for a ward, and not for a county division alone
MEMBERS = COUNCILLORS - {"county councillor"}
ACTING = COUNCILLORS | {"clerk"}
#: who makes surveys: the officer, and who is clerk of the parish in addresses
ASKERS = OFFICER | {"clerk", "clerk councillor"}
SIGNED_IN = PARTNERS | ACTING | LEAD | SIGNATORY | MONITORING | {"nobody", "former seat"}
ANYONE = SIGNED_IN | {PUBLIC, "deactivated"}
NOBODY: set[str] = set()
#: who knows of meetings at all; who reads the Board's; who keeps them
MEETING = PARTNERS | SEATED_COUNCILLORS | {"never signed"}
BOARD_READERS = (PARTNERS - {"lapsed"}) | {"board councillor"}
KEEPERS = OFFICER
PEOPLE = sorted(ANYONE)


@dataclass(frozen=True)
class Line:
    """Who may read, who may send, and what is said of a thing that is not there."""

    read: set[str]
    send: set[str] = field(default_factory=set)
    unknown: str = "absent"
    #: whoever may not know of it is told that there is nothing
    hides: bool = False


TABLE = {
    "home": Line(ANYONE),
    "public-wards": Line(ANYONE),
    "public-ward": Line(ANYONE),
    "public-parish": Line(ANYONE),
    "public-reports": Line(ANYONE),
    "public-report": Line(ANYONE),
    "public-edition": Line(ANYONE),
    "public-report-file": Line(ANYONE),
    "public-assessment": Line(ANYONE),
    "public-assessment-edition": Line(ANYONE),
    "public-assessment-file": Line(ANYONE),
    "public-terms": Line(ANYONE),
    "public-terms-file": Line(ANYONE),
    "about-figures": Line(ANYONE),
    **dict.fromkeys(
        (
            "open-data",
            "open-data-openapi",
            "open-data-file",
            "open-data-ward-file",
            "open-data-wards",
            "open-data-ward",
            "open-data-figures",
            "open-data-partner-figures",
            "open-data-publications",
            "open-data-year-figures",
            "feed",
            "ward-feed",
            "ward-embed",
            "bulletin-feed",
            "public-bulletins",
            "public-bulletin",
            "public-bulletin-edition",
            "open-data-parish-file",
            "open-data-parishes",
            "open-data-parish",
            "open-data-parish-figures",
            "parish-embed",
            "parish-feed",
        ),
        Line(ANYONE),
    ),
    "bulletin-unsubscribe": Line(ANYONE, ANYONE, unknown="gone"),
    **dict.fromkeys(("bulletin-desk", "bulletin-draft", "bulletin-preview"), Line(OFFICER)),
    **dict.fromkeys(
        (
            "bulletin-new",
            "bulletin-words",
            "bulletin-paragraph",
            "bulletin-part",
            "bulletin-link",
            "bulletin-publish",
            "bulletin-go-ahead",
            "bulletin-withdraw",
        ),
        Line(OFFICER, OFFICER),
    ),
    **dict.fromkeys(
        (
            "bulletin-pick",
            "bulletin-part-move",
            "bulletin-part-remove",
            "bulletin-link-remove",
            "bulletin-check",
            "bulletin-notice",
            "bulletin-notice-back",
            "bulletin-correct",
            "bulletin-throw-away",
        ),
        Line(NOBODY, OFFICER),
    ),
    "my-ward": Line(ACTING),
    "briefing": Line(OWN_MEMBERS, OWN_MEMBERS, hides=True),
    "briefing-file": Line(OWN_MEMBERS, hides=True),
    "my-briefing": Line(COUNCILLORS, COUNCILLORS),
    "my-briefing-file": Line(COUNCILLORS),
    "notice": Line(OWN_MEMBERS, hides=True),
    "notice-read": Line(NOBODY, OWN_MEMBERS, hides=True),
    "logo": Line(ANYONE),
    "sign-in": Line(ANYONE, ANYONE),
    "second-factor": Line(SIGNED_IN, SIGNED_IN),  # who is not halfway in is sent to the start
    "ask-link": Line(ANYONE, ANYONE),
    "mail-link": Line(ANYONE, ANYONE, unknown="gone"),
    "provider-start": Line(ANYONE),
    "provider-back": Line(ANYONE),
    "sign-out": Line(NOBODY, SIGNED_IN),
    "account": Line(SIGNED_IN),
    "confirm": Line(SIGNED_IN, SIGNED_IN),
    "add-app": Line(SIGNED_IN, SIGNED_IN),
    "add-passkey": Line(SIGNED_IN, SIGNED_IN),
    "remove-factor": Line(SIGNED_IN, SIGNED_IN),
    "recovery-codes": Line(SIGNED_IN, SIGNED_IN),
    "recovery-codes-file": Line(SIGNED_IN),
    "reset-factor": Line(OFFICER, OFFICER),
    "one-time-link": Line(ANYONE, ANYONE, unknown="gone"),
    "start": Line(SIGNED_IN),
    "wards": Line(PARTNERS),
    "wards-csv": Line(PARTNERS),
    "ward": Line(PARTNERS),
    "deep-dive": Line(PARTNERS),
    "deep-dive-file": Line(PARTNERS),
    "areas": Line(PARTNERS),
    "harm-weights": Line(PARTNERS, OFFICER),
    "harm-weights-restore": Line(NOBODY, OFFICER),
    "harm-weights-csv": Line(PARTNERS),
    "areas-propose": Line(NOBODY, OFFICE | DECIDERS),
    "areas-judgment": Line(OFFICE | DECIDERS, OFFICE | DECIDERS),
    "local-agenda": Line(PARTNERS),
    "area": Line(PARTNERS),
    "area-decide": Line(DECIDERS, DECIDERS),
    "area-led-elsewhere": Line(DECIDERS, DECIDERS),
    "actions": Line(PARTNERS | SEATED_COUNCILLORS, hides=True),
    "actions-file": Line(PARTNERS | SEATED_COUNCILLORS, hides=True),
    "group-actions": Line(PARTNERS | {"board councillor"}, hides=True),
    "record-action": Line(BOARD, BOARD, hides=True),
    "action": Line(PARTNERS | {"board councillor"}, hides=True),
    "action-link": Line(ANYONE, ANYONE, unknown="gone"),
    "tell-action": Line(BOARD, BOARD, hides=True),
    "tick-share": Line(NOBODY, OFFICER | {"lapsed"}, hides=True),
    "untick-share": Line(OFFICER | {"lapsed"}, OFFICER | {"lapsed"}, hides=True),
    "accept-action": Line(NOBODY, OFFICER, hides=True),
    **dict.fromkeys(
        ("send-back-action", "move-action", "give-action", "drop-action"),
        Line(OFFICER, OFFICER, hides=True),
    ),
    "pulse": Line(MEMBERS, MEMBERS),
    "pulse-link": Line(ANYONE, ANYONE, unknown="gone"),
    "mail-choice": Line(COUNCILLORS, COUNCILLORS),
    "mail-stop": Line(ANYONE, ANYONE, unknown="gone"),
    "mail-to-members": Line(OFFICER),
    "mail-settle": Line(NOBODY, OFFICER),
    "pulse-results": Line(BOARD),
    "pulse-ask": Line(NOBODY, OFFICER),
    "pulse-go-ahead": Line(OFFICER, OFFICER),
    "pulse-adjustments": Line(BOARD),
    "pulse-adjust": Line(OFFICER, OFFICER),
    "pulse-dismiss": Line(OFFICER, OFFICER),
    "pre-election": Line(OFFICER | MONITORING),
    "period-new": Line(OFFICER, OFFICER),
    "period-change": Line(OFFICER, OFFICER),
    "period-end": Line(OFFICER, OFFICER),
    "monitoring-officer": Line(OFFICER, OFFICER),
    "go-aheads": Line(OFFICER | MONITORING),
    "go-ahead": Line(OFFICE | MONITORING, MONITORING, hides=True),  # the analyst asked for it
    "answer-survey": Line(ANYONE, ANYONE),
    "public-survey": Line(ANYONE),
    "surveys": Line(ASKERS),
    "new-survey": Line(ASKERS, ASKERS),
    **dict.fromkeys(("survey", "preview-survey"), Line(ASKERS, hides=True)),
    **dict.fromkeys(
        ("change-survey", "new-question", "change-question"), Line(ASKERS, ASKERS, hides=True)
    ),
    **dict.fromkeys(
        ("remove-question", "move-question", "hand-in-survey"), Line(NOBODY, ASKERS, hides=True)
    ),
    **dict.fromkeys(
        ("open-survey", "stop-survey", "survey-notice", "survey-notice-back"),
        Line(NOBODY, OFFICER, hides=True),
    ),
    "survey-results": Line(OFFICER, hides=True),
    "publish-survey": Line(OFFICER, OFFICER, hides=True),
    **dict.fromkeys(("survey-go-ahead", "withdraw-survey"), Line(OFFICER, OFFICER, hides=True)),
    "issues": Line(PARTNERS),
    "search-issues": Line(PARTNERS),
    "raise-issue": Line(PARTNERS, PARTNERS),
    "figure": Line(PARTNERS),
    "figure-list": Line(PARTNERS),
    "group-issues": Line(PARTNERS),
    "ranked-issues": Line(PARTNERS),
    "group-updates": Line(PARTNERS, SOLVERS),
    "update": Line(SOLVERS, hides=True),
    "update-edit": Line(SOLVERS, SOLVERS, hides=True),
    "update-send": Line(NOBODY, SOLVERS, hides=True),
    "update-file": Line(SOLVERS, hides=True),
    "unblock-desk": Line(PARTNERS | SEATED_COUNCILLORS, hides=True),
    "answer-ask": Line(BOARD, BOARD, hides=True),
    "issue": Line(PARTNERS, hides=True),
    "take-on-issue": Line(NOBODY, SOLVERS, hides=True),
    "resume-issue": Line(NOBODY, SOLVERS, hides=True),
    **dict.fromkeys(("clear-issue", "issue-go-ahead"), Line(SECOND, SECOND, hides=True)),
    **dict.fromkeys(
        (
            "pass-issue",
            "tell-issue",
            "hold-issue",
            "close-issue",
            "reopen-issue",
            "rewrite-issue",
            "refer-issue",
            "correct-issue",
            "ask-issue",
            "take-back-ask",
            "mark-issue",
            "place-issue",
            "release-issue",
            "issue-action",
            "withdraw-issue",
        ),
        Line(SOLVERS, SOLVERS, hides=True),
    ),
    "my-concerns": Line(ACTING),
    "tell-psg": Line(ACTING, ACTING),
    "my-concern": Line({"own councillor"}, hides=True),
    "concerns": Line(SOLVERS),
    "concern": Line(SOLVERS, hides=True),
    **dict.fromkeys(("take-up-concern", "close-concern"), Line(NOBODY, SOLVERS, hides=True)),
    **dict.fromkeys(
        ("send-on-concern", "raise-concern", "answer-concern"),
        Line(SOLVERS, SOLVERS, hides=True),
    ),
    "clear-concern": Line(CLEARERS, CLEARERS, hides=True),
    "reports": Line(PARTNERS),
    "report": Line(PARTNERS),
    "public-meetings": Line(ANYONE),
    "public-meeting": Line(ANYONE),
    "public-meeting-file": Line(ANYONE),
    "meetings": Line(MEETING, hides=True),
    "meeting-load": Line(MEETING, hides=True),
    "meeting-load-file": Line(MEETING, hides=True),
    **dict.fromkeys(
        (
            "meeting",
            "agenda-file",
            "agenda-pack",
            "invitation",
            "paper",
            "minutes",
            "minutes-file",
            "minutes-source",
        ),
        Line(BOARD_READERS, hides=True),
    ),
    "meeting-arrange": Line(KEEPERS, KEEPERS),
    **dict.fromkeys(
        ("terms", "terms-version", "terms-file", "terms-compare", "terms-compare-file"),
        Line(BOARD_READERS, hides=True),
    ),
    **dict.fromkeys(
        ("terms-propose", "terms-enter", "terms-change", "terms-withdraw"),
        Line(KEEPERS, KEEPERS, hides=True),
    ),
    **dict.fromkeys(("ways", "way"), Line(BOARD_READERS, hides=True)),
    "way-answer": Line(BOARD_READERS, BOARD_READERS, hides=True),
    **dict.fromkeys(("way-new", "way-review"), Line(KEEPERS, KEEPERS, hides=True)),
    "terms-put": Line(NOBODY, KEEPERS, hides=True),
    "old-minutes-new": Line(KEEPERS, KEEPERS),
    "old-minutes": Line(OFFICER, OFFICER, hides=True),  # whose file it is
    "council-match": Line(OFFICER, OFFICER, hides=True),  # who read the page
    "old-minutes-throw-away": Line(NOBODY, OFFICER, hides=True),
    **dict.fromkeys(
        (
            "meeting-change",
            "meeting-call-off",
            "agenda-send",
            "item-new",
            "item-change",
            "item-strike",
            "paper-new",
            "paper-withdraw",
            "meeting-live",
            "minute-write",
            "minutes-correct",
            "agenda-publish",
            "terms-publish",
            "minutes-publish",
            "minutes-approved-before",
            "council-page",
        ),
        Line(KEEPERS, KEEPERS, hides=True),
    ),
    **dict.fromkeys(
        (
            "agenda-fill",
            "minutes-notice",
            "council-take-off",
            "item-move",
            "accept-at-meeting",
            "decision-take-back",
            "meeting-end",
            "minutes-draft",
            "minutes-circulate",
            "minutes-take-back",
        ),
        Line(NOBODY, KEEPERS, hides=True),
    ),
    "report-draft": Line(NOBODY, OFFICE, unknown="open"),  # a refusal, back on the list
    "finding-new": Line(OFFICE, OFFICE),
    "finding": Line(OFFICE, OFFICE),
    "finding-remove": Line(NOBODY, OFFICE),
    "report-reasons": Line(OFFICE, OFFICE),
    "report-step": Line(PARTNERS, PARTNERS),
    "report-notice": Line(PARTNERS, OFFICER),
    "report-notice-back": Line(NOBODY, OFFICER),
    "report-publish": Line(OFFICER, OFFICER),
    "report-correct": Line(NOBODY, OFFICER),
    "report-withdraw": Line(OFFICER, OFFICER),
    "report-file": Line(PARTNERS),
    "report-edition": Line(PARTNERS),
    "report-edition-file": Line(PARTNERS),
    **dict.fromkeys(
        ("assessment", "assessment-file", "assessment-edition", "assessment-edition-file"),
        Line(PARTNERS),
    ),
    "assessment-draft": Line(NOBODY, OFFICE, unknown="open"),  # as "report-draft"
    "assessment-section": Line(OFFICE, OFFICE),
    "assessment-submit": Line(OFFICE, OFFICE),
    "assessment-take-back": Line(NOBODY, OFFICE),
    "assessment-correct": Line(NOBODY, OFFICER),
    "assessment-notice": Line(NOBODY, OFFICER),
    "assessment-publish": Line(OFFICER, OFFICER),
    "assessment-withdraw": Line(OFFICER, OFFICER),
    "components": Line(OFFICE),
    "sharing": Line(SIGNED_IN),
    "agreements": Line(REGISTER),
    "signatures-csv": Line(REGISTER),
    "agreement-new": Line(OFFICER, OFFICER),
    "agreement": Line(REGISTER),
    "agreement-change": Line(OFFICER, OFFICER),
    "agreement-version": Line(OFFICER, OFFICER),
    "agreement-close": Line(OFFICER, OFFICER),
    "agreement-reviewed": Line(OFFICER, OFFICER),
    "parties-new": Line(OFFICER, OFFICER),
    "party": Line(OFFICER | LEAD | SIGNATORY),
    "party-sign": Line(SIGNATORY, SIGNATORY),
    "party-paper": Line(OFFICER, OFFICER),
    "party-form": Line(OFFICER | LEAD | SIGNATORY),
    "party-copy": Line(OFFICER),
    "party-signatory": Line(OFFICER, OFFICER),
    "party-extend": Line(OFFICER, OFFICER),
    "party-agree": Line(NOBODY, LEAD),
    "party-leave": Line(OFFICER, OFFICER),
    "restricted": Line(OFFICER),
    "restricted-on": Line(NOBODY, OFFICER),
    "restricted-off": Line(NOBODY, OFFICER),
    "concerns-on": Line(NOBODY, OFFICER),
    "concerns-off": Line(NOBODY, OFFICER),
    "restricted-record": Line(OFFICER, OFFICER),
    "settings": Line(OFFICER),
    "change-logo": Line(OFFICER, OFFICER),
    "remove-logo": Line(NOBODY, OFFICER),
    "change-template": Line(OFFICER, OFFICER),
    "download-template": Line(OFFICER),
    "reset-template": Line(NOBODY, OFFICER),
    "change-settings": Line(OFFICER, OFFICER),
    "groups": Line(PARTNERS),
    "members-csv": Line(PARTNERS),
    "members-json": Line(PARTNERS),
    "group-new": Line(OFFICER, OFFICER),
    "routes": Line(OFFICER, OFFICER),
    "route-remove": Line(NOBODY, OFFICER),
    "group": Line(OFFICER),
    "group-change": Line(OFFICER, OFFICER),
    "group-close": Line(NOBODY, OFFICER),
    "group-open": Line(NOBODY, OFFICER),
    "seat-new": Line(OFFICER, OFFICER),
    "seat-fill": Line(OFFICER, OFFICER),
    "seat-end": Line(OFFICER, OFFICER),
    "posts": Line(OFFICER),
    "post-new": Line(OFFICER, OFFICER),
    "post": Line(OFFICER),
    "post-take": Line(OFFICER, OFFICER),
    "post-leave": Line(NOBODY, OFFICER),
    "organisations": Line(OFFICER),
    "organisation-new": Line(OFFICER, OFFICER),
    "organisation": Line(OFFICER, OFFICER),
    "issue-weights": Line(OFFICER, OFFICER),
    "thresholds": Line(OFFICE, OFFICE),
    "audit": Line(OFFICER),
    "audit-export": Line(NOBODY, OFFICER),
    "elections": Line(OFFICER),
    "boundaries": Line(OFFICER),
    "election-new": Line(OFFICER, OFFICER),
    "election": Line(OFFICER),
    "election-result": Line(OFFICER, OFFICER),
    "remits": Line(OFFICER),
    **dict.fromkeys(("remit-new", "remit-change", "remit-end"), Line(OFFICER, OFFICER)),
    "people": Line(OFFICER),
    "import-people": Line(OFFICER, OFFICER),
    "confirm-people": Line(NOBODY, OFFICER),
    "invite-person": Line(OFFICER, OFFICER),
    "person": Line(OFFICER),
    "reset-person": Line(NOBODY, OFFICER),
    "change-post": Line(OFFICER, OFFICER),
    "deactivate": Line(NOBODY, OFFICER),
    "reactivate": Line(NOBODY, OFFICER),
    "give-seat": Line(OFFICER, OFFICER),
    "end-seat": Line(NOBODY, OFFICER),
    "represent": Line(OFFICER, OFFICER),
    "end-place": Line(NOBODY, OFFICER),
    "data": Line(OFFICE),
    "new-dataset": Line(OFFICE, OFFICE),
    "imports": Line(OFFICE),
    "import": Line(OFFICE),
    "stop-import": Line(NOBODY, OFFICE),
    "resume-import": Line(NOBODY, OFFICE),
    "upload": Line(OFFICE, OFFICE),
    "fetch": Line(NOBODY, OFFICE),
    "upload-kind": Line(OFFICE, OFFICE),
    "dataset": Line(OFFICE),
    "edit-dataset": Line(OFFICE, OFFICE),
}

#: what stands in no address
UNKNOWN = {
    "pk": 999999,
    "seat": 999999,
    "held": 999999,
    "party": 999999,
    "signature": 999999,
    "item": 999999,
    "paper": 999999,
    "decision": 999999,
    "slug": "no-such-thing",
    "what": "no-such-thing",
    "code": "E05999999",
    "quarter": PUBLISHED - 40,
    "number": 99,
    "name": "passwords.txt",
    "ending": "exe",
    "token": "x" * 43,
    "receipt": "C-2222-2222",
    "key": "no-such-organisation",
}


def checks():
    """Every (view file, check it imports, somebody whom only that check keeps out)."""
    kept_out = {
        "require_partner_text": "nobody",
        "require_counts": "board",
        "require_office": "board",
        "require_register": "nobody",
        "require_results": "nobody",
        "require_answerer": "tasking",
        "require_monitoring_officer": "analyst",
        "wardmote.agreements.views.parties.require_officer": "never signed",
    }
    for module in sorted({address.view.__module__ for address in addresses()}):
        for name in sorted(vars(import_module(module))):
            if name.startswith("require_") and not name.startswith(HTTP):
                whom = kept_out.get(f"{module}.{name}", kept_out.get(name, "board"))
                yield module, name, whom


HTTP = ("require_http_methods", "require_safe", "require_POST", "require_GET")
CHECKS = list(checks())


def none(wrong):
    """Nothing was other than it should be; else each on a line of its own."""
    if wrong:
        pytest.fail("\n".join(wrong), pytrace=False)


def client_of(district, who):
    client = Client()
    if who != PUBLIC:
        client.force_login(district[who])
    return client


def allowed(name, who, method):
    """The outcomes that the table allows."""
    line = TABLE[name]
    is_stranger = who in (PUBLIC, "deactivated")
    readers, senders = line.read, line.send
    if who in (readers if method in SAFE else senders if method == "POST" else NOBODY):
        return {"open"}
    refusal = {"refused", "absent"} if line.hides else {"refused"}
    if (method in SAFE and readers) or (method == "POST" and senders):
        return {"sign in"} if is_stranger else refusal
    if who in readers | senders:
        return {"no such method"}
    return {"sign in", "no such method"} if is_stranger else refusal | {"no such method"}


def look(district, who, *, only=""):
    """Ask for every address as this person; what is other than the table says."""
    wrong, asked = [], [one for one in addresses() if only in one.view.__module__]
    client = client_of(district, who)
    before = fingerprint()
    for number, address in enumerate(asked):
        others = OTHERS if IS_WHOLE else [OTHERS[number % len(OTHERS)]]
        for method in ("GET", *others):
            wrong += look_at(client, address, method, district, who)
    if fingerprint() != before:
        wrong.append(f"As {who} something was written")
    for address in asked:
        cookies = client.cookies.copy()
        with undone():
            wrong += look_at(client, address, "POST", district, who)
        client.cookies = cookies
    return wrong


def look_at(client, address, method, district, who):
    path = address.path(district.in_address(address.name))
    expected = allowed(address.name, who, method)
    with written() as writes:
        found = outcome(ask(client, method, path))
    said = f"{method} {path} as {who}: {found}"
    wrong = [] if found in expected else [f"{said}, not {' or '.join(sorted(expected))}"]
    if writes and (method != "POST" or "open" not in expected):
        wrong.append(f"{said}, and written: {writes}")
    return wrong


def test_every_address_is_in_the_table_once():
    names = [address.name for address in addresses()]
    assert sorted(names) == sorted(TABLE)


def test_an_address_that_is_not_in_the_table_is_noticed():
    planted = path("planted/", lambda request: None, name="planted")

    class Planted:
        urlpatterns = [*all_urls.urlpatterns, planted]

    with override_settings(ROOT_URLCONF=Planted):
        clear_url_caches()
        assert {address.name for address in addresses()} - TABLE.keys() == {"planted"}
    clear_url_caches()


#: who is asked for in every run; the others in `make test-deep` and `make leaks`
EACH_TIME = {PUBLIC, "officer", "own councillor", "board councillor", "never signed"}


@pytest.mark.long
@pytest.mark.sized
@pytest.mark.parametrize(
    "who",
    [pytest.param(who, marks=() if who in EACH_TIME else pytest.mark.deep) for who in PEOPLE],
)
def test_each_person_opens_what_is_theirs_and_nothing_else(district, who):
    none(look(district, who))


@pytest.mark.parametrize("who", ["officer", PUBLIC])
def test_what_is_not_there_is_absent(district, who):
    wrong = []
    client = client_of(district, who)
    for address in addresses():
        given = district.in_address(address.name)
        for need in address.needs:
            if who not in TABLE[address.name].read | TABLE[address.name].send:
                continue
            method = "GET" if TABLE[address.name].read else "POST"
            path = address.path(given | {need: UNKNOWN[need]})
            found = outcome(ask(client, method, path))
            if found != TABLE[address.name].unknown:
                wrong.append(f"{path}: {found}")
    none(wrong)


def test_what_writes_is_noticed(district):
    """The negative control of both ways of noticing."""
    with undone():
        before = fingerprint()
        with written() as writes:
            district["board"].save(update_fields=["name"])
            client_of(district, "nobody")  # a session is no content
        assert len(writes) == 2  # the name, and when "nobody" last signed in
        assert fingerprint() != before


@pytest.mark.parametrize(("where", "check", "who"), CHECKS)
def test_a_view_that_lost_its_check_is_noticed(district, monkeypatch, where, check, who):
    """The negative control of the table: each check taken out of each view file."""
    monkeypatch.setattr(f"{where}.{check}", lambda *given: None)
    assert look(district, who, only=where)
