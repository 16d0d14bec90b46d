"""What publishing lets out, to whom, and how it is taken back."""

import pytest

from tests import small_district
from tests.reports.conftest import NOW, Q2, ROAD
from tests.small_district import BRAMLEY, LONGMERE, NEWBRIDGE, WARDS
from wardmote.areas.rules import Category
from wardmote.areas.usecases import override
from wardmote.kernel.periods import Quarter
from wardmote.releases.models import Release
from wardmote.releases.queries import public
from wardmote.releases.rules import Audience, ReleaseKind
from wardmote.reports.releasing import is_news
from wardmote.reports.usecases import (
    begin_correction,
    draft_report,
    publish,
    save_reasons,
    take_step,
    withdraw_report,
)


@pytest.fixture
def decided(district, priya):
    """Longmere is an emerging area; why is the office's own business."""
    return override(
        LONGMERE,
        Q2,
        category=Category.EMERGING,
        reason="Known to the panel: see the tasking notes",
        by=priya,
        now=NOW,
    )


def go_the_road(priya, **publishing):
    for step in ROAD:
        take_step(Q2, step, by=priya, now=NOW)
    return publish(Q2, by=priya, now=NOW, **publishing)


def area(code):
    return Release.objects.get(slot=f"area {code}", superseded_by=None, withdrawn_at=None)


def test_the_report_is_released_to_everyone_naming_every_ward(published):
    report = public(ReleaseKind.REPORT).get()
    assert report.slot == "report 2025Q2"
    assert report.content["edition"] == 1
    assert {one.code for one in report.wards.all()} == set(WARDS)


def test_the_public_reads_it(client, published):
    page = client.get("/published/2025Q2/")
    assert page.status_code == 200
    assert "Burglary is rising" in page.text
    assert "OFFICIAL" not in page.text
    assert client.get("/published/2025Q2/report.pdf").content == bytes(published.pdf)
    assert client.get("/published/2025Q2/report.docx").content == bytes(published.docx)
    assert "Data report, April to June 2025" in client.get("/").text


def test_a_draft_is_not_public(client, agreed):
    assert client.get("/published/2025Q2/").status_code == 404
    assert not public(ReleaseKind.REPORT).exists()


def test_every_ward_learns_of_its_flags_and_that_it_has_none(published):
    assert Release.objects.get(slot=f"flags {LONGMERE}").content["flags"]
    assert Release.objects.get(slot=f"flags {BRAMLEY}").content["flags"] == []


def test_an_area_has_the_public_words_and_never_the_offices_reason(client, decided, ana, priya):
    draft_report(Q2, by=ana, now=NOW)
    go_the_road(priya)
    assert area(LONGMERE).content["public_name"] == "extra attention now"
    page = client.get(f"/in/{LONGMERE}/").text
    assert "Extra attention now" in page
    assert "Several issues are present here" in page
    for released in Release.objects.all():
        assert "tasking notes" not in str(released.content)


def test_a_person_may_say_better_why(client, decided, ana, priya):
    draft_report(Q2, by=ana, now=NOW)
    save_reasons(Q2, {LONGMERE: "Burglary near the station."}, by=ana, now=NOW)
    go_the_road(priya)
    assert area(LONGMERE).content["because"] == "Burglary near the station."
    assert "Burglary near the station." in client.get("/published/2025Q2/").text


def test_a_ward_that_came_off_is_no_longer_called_so(decided, ana, priya):
    draft_report(Q2, by=ana, now=NOW)
    go_the_road(priya)
    begin_correction(Q2, by=priya, now=NOW)
    override(LONGMERE, Q2, category=Category.OFF, reason="Not ours", by=priya, now=NOW)
    draft_report(Q2, by=ana, now=NOW)
    go_the_road(priya, what_changed="Longmere is not a priority area.")
    assert area(LONGMERE).content["public_name"] == ""


def test_an_earlier_quarter_published_late_does_not_replace_newer_word(published, ana, priya):
    first = Quarter(2025, 1)
    draft_report(first, by=ana, now=NOW)
    for step in ROAD:
        take_step(first, step, by=priya, now=NOW)
    publish(first, by=priya, now=NOW)
    standing = public(ReleaseKind.FLAGS).filter(slot=f"flags {LONGMERE}").get()
    assert standing.content["quarter"] == "2025Q2"
    assert public(ReleaseKind.REPORT).count() == 2


def test_both_editions_are_listed_with_what_changed(client, published, ana, priya):
    begin_correction(Q2, by=priya, now=NOW)
    go_the_road(priya, what_changed="A heading was wrong.")
    page = client.get("/published/2025Q2/").text
    assert "Edition 2 of 2" in page
    assert "A heading was wrong." in page
    old = client.get("/published/2025Q2/edition/1/").text
    assert "Edition 1 has been corrected" in old


def test_what_is_withdrawn_is_gone_at_the_next_request(client, published, priya):
    withdraw_report(Q2, "A mistake in Longmere", by=priya, now=NOW)
    for address in ("", "report.pdf", "report.docx", "edition/1/"):
        assert client.get(f"/published/2025Q2/{address}").status_code == 404
    assert "Data report" not in client.get("/").text
    assert not public().filter(source__startswith="report").exists()
    assert client.get(f"/in/{NEWBRIDGE}/").status_code == 200  # police figures are open


def test_everything_let_out_by_a_report_is_public(published):
    made = Release.objects.filter(source__startswith="report")
    assert {one.audience for one in made} == {Audience.PUBLIC}


def test_without_a_profile_there_is_a_report_without_flags(db, tmp_path, ana):
    small_district.load(tmp_path / "bare", profile=False)
    report = draft_report(Q2, by=ana, now=NOW)
    from wardmote.reports.queries import draft_document

    text = str(draft_document(report, guarded=True))
    assert "There are no flags this quarter" in text
    assert "import profile" in text


def material(kind):
    """The wards whose newest word of this kind is news."""
    found = public(kind).filter(material=True)
    return {one.content["ward"]["code"] for one in found}


def test_a_category_is_news_once(decided, ana, priya):
    draft_report(Q2, by=ana, now=NOW)
    go_the_road(priya)
    assert material(ReleaseKind.AREA) == {LONGMERE}
    begin_correction(Q2, by=priya, now=NOW)
    go_the_road(priya, what_changed="A heading was wrong.")
    assert area(LONGMERE).source == "report 2025Q2 edition 2"
    assert material(ReleaseKind.AREA) == set()


def signals(*new, quarter="2025Q2", old=(), ended=()):
    told = [(one, True) for one in new] + [(one, False) for one in old]
    return {
        "quarter": quarter,
        "signals": [
            {"dataset": one, "kind": "RISING", "sentence": "14, 6 expected", "is_new": is_new}
            for one, is_new in told
        ],
        "ended": [{"dataset": one, "kind": "RISING"} for one in ended],
    }


@pytest.mark.parametrize(
    ("now", "said", "news"),
    [
        (signals(), None, False),
        (signals("burglary"), None, True),
        (signals(old=["burglary"]), None, False),
        (signals(ended=["burglary"]), None, True),
        (signals("burglary"), signals("burglary"), False),
        (signals("burglary", "drugs"), signals("burglary"), True),
        (signals(ended=["burglary"]), signals("burglary"), True),
        (signals("burglary"), signals("burglary", quarter="2025Q1"), True),
        (signals(), signals("burglary"), False),
    ],
)
def test_a_signal_is_news_when_it_begins_and_ends(now, said, news):
    assert is_news(now, said) is news
