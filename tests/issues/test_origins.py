"""An issue says what it came from, to those who may know that."""

from dataclasses import replace

import pytest
from django.template.loader import render_to_string

from tests.conftest import NOW
from tests.issues.test_pages import answers
from tests.small_district import LONGMERE
from wardmote.areas.changes import SignalLine
from wardmote.datasets.models import Dataset
from wardmote.datasets.rules import Cadence, Exposure, Source
from wardmote.flags.rules import Kind
from wardmote.groups.rules import GroupKind
from wardmote.issues.models import Issue
from wardmote.issues.rules import Origin
from wardmote.issues.usecases.raising import raise_issue

pytestmark = pytest.mark.django_db

WARD = f'<a class="govuk-link" href="/wards/{LONGMERE}/?quarter=2026Q3">'


@pytest.fixture
def register(db):
    """A data set of the police and one of a partner."""
    for slug, name, source in (
        ("theft-of-bins", "Theft of bins", Source.POLICE),
        ("hospital", "Hospital visits", Source.PARTNER),
    ):
        Dataset.objects.create(
            slug=slug, name=name, owner="Owner", lawful_basis="Law", source=source,
            cadence=next(iter(Cadence)), exposure=next(iter(Exposure)),
        )  # fmt: skip


def asked(slug, ward=LONGMERE, quarter="2026Q3"):
    return f"origin=flag&ward={ward}&dataset={slug}&quarter={quarter}"


def raised_from(client, cast, groups, query):
    client.force_login(cast["Leila"])
    sent = answers(groups, cast, origin="flag")
    return client.post(f"/issues/raise/?{query}", sent, follow=True)


def page(client, who):
    client.force_login(who)
    return client.get(f"/issues/{Issue.objects.get().number}/").text


def test_a_flag_is_named_with_its_ward_and_quarter(client, cast, groups, register):
    raised_from(client, cast, groups, asked("theft-of-bins"))
    words = f"{WARD}Theft of bins in Longmere, July to September 2026</a>"
    assert words in page(client, cast["Dev"])


def test_a_partners_data_set_is_named_to_who_sees_counts(client, cast, groups, register):
    raised_from(client, cast, groups, asked("hospital"))
    assert "Hospital visits in Longmere" in page(client, cast["Priya"])
    told = page(client, cast["Dev"])
    assert "Hospital visits" not in told
    assert WARD not in told


@pytest.mark.parametrize(
    "query",
    [asked("made-up"), asked("theft-of-bins", ward="E05999999"),
     asked("theft-of-bins", quarter="soon"), asked("Okafor's house")],
)  # fmt: skip
def test_what_is_not_known_is_neither_kept_nor_told(client, cast, groups, register, query):
    raised_from(client, cast, groups, query)
    kept = set(Issue.objects.get().origin_of.values())
    assert kept <= {LONGMERE, "theft-of-bins", "2026Q3"}
    assert len(kept) == 2
    assert WARD not in page(client, cast["Priya"])


def test_an_issue_of_before_that_names_something_unknown_is_told_without_it(
    client, raised, cast, register
):
    odd = {"dataset": "made up", "ward": LONGMERE, "quarter": "2026Q3"}
    raise_issue(replace(raised, origin=Origin.FLAG, origin_of=odd), by=cast["Leila"], now=NOW)
    assert "made up" not in page(client, cast["Priya"])


def test_a_meeting_is_named_with_its_day(client, cast, groups):
    psg = groups[GroupKind.PROBLEM_SOLVING]
    query = f"origin=meeting&group={psg.pk}&on=2026-10-03"
    client.force_login(cast["Leila"])
    form = client.get(f"/issues/raise/?{query}").context["form"]
    assert (form["origin"].value(), form["holder"].value()) == ("meeting", psg.pk)
    sent = answers(groups, cast, origin="meeting")
    client.post(f"/issues/raise/?{query}", sent)
    assert f"A meeting: {psg}, 3 October 2026" in page(client, cast["Dev"])


def test_a_concern_is_chosen_on_its_own_page_alone(client, cast, groups):
    client.force_login(cast["Leila"])
    assert 'value="concern"' not in client.get("/issues/raise/").text
    client.post("/issues/raise/", answers(groups, cast, origin="concern"))
    assert not Issue.objects.exists()


def test_a_signal_of_a_ward_leads_to_an_issue_and_one_of_the_district_does_not():
    line = SignalLine("burglary", "Burglary", next(iter(Kind)), "Rising", "Said", ["Because"])
    link = "origin=signal&amp;ward=E1&amp;dataset=burglary&amp;quarter=2026Q3"
    shown = {"line": line, "code": "E1", "quarter": "2026Q3"}
    assert link in render_to_string("areas/_signal.html", shown)
    assert "raise" not in render_to_string("areas/_signal.html", shown | {"code": ""})
