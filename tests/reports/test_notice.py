"""A report that names a ward waits until that ward's members have had it: no surprises."""

from datetime import timedelta

import pytest

from tests.reports.conftest import NOW, Q2, ROAD
from tests.small_district import BRAMLEY, HARROW_FEN, LONGMERE, NEWBRIDGE
from wardmote.areas.rules import Category
from wardmote.areas.usecases import override
from wardmote.audit.models import Entry
from wardmote.kernel.errors import RuleBroken
from wardmote.places import shapes
from wardmote.places.models import Edition, Place, Shape
from wardmote.releases.models import NoticeGiven, Release, ShortNotice
from wardmote.releases.queries import notices_for, public
from wardmote.releases.rules import ReleaseKind
from wardmote.reports.noticing import notice_page, notices
from wardmote.reports.usecases import (
    begin_correction,
    draft_report,
    give_report_notice,
    publish,
    save_finding,
    save_reasons,
    take_report_notice_back,
    take_step,
)

LATER = NOW + timedelta(days=4)  # NOW is a Monday
WHY = "The Board asked for it at once"


def finding(place, heading, text="15 in April to June."):
    return {"place": place, "heading": heading, "text": text}


@pytest.fixture
def settled(draft, priya):
    """Only the Board is still to come."""
    save_finding(Q2, **finding(LONGMERE, "Burglary is rising"), by=priya, now=NOW)
    for step in ROAD[:-1]:
        take_step(Q2, step, by=priya, now=NOW)
    draft.refresh_from_db()
    return draft


@pytest.fixture
def given(settled, amos, priya):
    give_report_notice(Q2, settled.version, by=priya, now=NOW)
    take_step(Q2, ROAD[-1], by=priya, now=NOW)
    return settled


def words(code):
    return str([one.content for one in notices_for([code])])


def of(report, code):
    return next((one for one in notices(report) if one.part == code), None)


def headings(notice):
    return [part["heading"] for part in notice.content["parts"]]


def test_nobody_publishes_before_the_members_have_had_it(given, priya):
    with pytest.raises(RuleBroken, match="8 August 2025"):
        publish(Q2, by=priya, now=NOW + timedelta(days=3))
    assert not public(ReleaseKind.REPORT).exists()
    publish(Q2, by=priya, now=LATER)
    assert public(ReleaseKind.REPORT).exists()
    assert not ShortNotice.objects.exists()
    assert not notices_for([LONGMERE]).exists()  # it is public now


def test_without_notice_it_is_refused_and_says_whom_to_tell(agreed, amos, priya):
    with pytest.raises(RuleBroken, match="have not been given this text"):
        publish(Q2, by=priya, now=LATER)


def test_an_officer_may_say_why_it_cannot_wait(agreed, amos, priya):
    publish(Q2, by=priya, now=NOW, cannot_wait=WHY)
    kept = ShortNotice.objects.get()
    assert (kept.reason, LONGMERE in kept.wards) == (WHY, True)
    assert kept.item == "report 2025Q2 edition 1"


def test_a_district_without_members_publishes_at_once(published):
    assert public(ReleaseKind.REPORT).exists()


def test_notice_waits_until_only_the_last_step_is_to_come(draft, amos, priya):
    with pytest.raises(RuleBroken, match="First comes “Figures confirmed"):
        give_report_notice(Q2, draft.version, by=priya, now=NOW)


def test_a_page_that_was_overtaken_gives_nothing(settled, amos, priya):
    with pytest.raises(RuleBroken, match="has changed"):
        give_report_notice(Q2, settled.version - 1, by=priya, now=NOW)
    assert not NoticeGiven.objects.exists()


def test_members_get_the_words_that_are_published(given, amos):
    assert "Burglary is rising" in words(LONGMERE)
    assert "Burglary is rising" not in words(HARROW_FEN)
    assert {one.person for one in NoticeGiven.objects.all()} == {amos}


def test_a_partners_count_is_guarded_in_it_and_a_sensitive_set_absent(sensitive, ana, priya):
    report = draft_report(Q2, by=ana, now=NOW)
    said = str([one.content for one in notices(report)])
    assert "fewer than 10" in said
    assert "88" not in said
    assert "Domestic abuse" not in said


def test_a_finding_names_every_ward_in_its_words(settled, priya):
    text = "Lamps in Bramley Green and Newbridge."
    save_finding(Q2, **finding("district", "Lighting", text), by=priya, now=NOW)
    assert "Lighting" in headings(of(settled, NEWBRIDGE))
    assert "Lighting" not in headings(of(settled, LONGMERE))


def test_an_area_with_its_public_words_is_in_it(settled, ana, priya):
    office = {"category": Category.EMERGING, "reason": "Tasking notes"}
    override(BRAMLEY, Q2, **office, by=priya, now=NOW)
    report = draft_report(Q2, by=ana, now=NOW)
    save_reasons(Q2, {BRAMLEY: "Many burglaries."}, by=ana, now=NOW)
    said = of(report, BRAMLEY).content["parts"]
    lines = ["Many burglaries.", "Since April to June 2025."]
    assert {"heading": "Extra attention now", "lines": lines} in said
    assert "Tasking" not in str(said)


def test_other_words_begin_its_time_again_for_that_ward_alone(given, amos, priya):
    save_finding(Q2, **finding(LONGMERE, "Sheds, too"), by=priya, now=LATER)
    given.refresh_from_db()
    page = notice_page(given, LATER.date())
    assert (page.lacking, page.may_publish, page.opens_on) == (1, False, None)
    for step in ROAD[:-1]:
        take_step(Q2, step, by=priya, now=LATER)
    assert give_report_notice(Q2, given.version, by=priya, now=LATER) == 1
    with pytest.raises(RuleBroken, match="already"):
        give_report_notice(Q2, given.version, by=priya, now=LATER)


def test_a_correction_needs_notice_of_its_own(given, amos, priya):
    publish(Q2, by=priya, now=LATER)
    begin_correction(Q2, by=priya, now=LATER)
    save_finding(Q2, **finding(LONGMERE, "Put right"), by=priya, now=LATER)
    for step in ROAD:
        take_step(Q2, step, by=priya, now=LATER)
    with pytest.raises(RuleBroken, match="have not been given"):
        publish(Q2, by=priya, now=LATER, what_changed="A finding")


def test_only_an_officer_gives_notice(settled, client, ana, dara, amos):
    address = "/reports/2025Q2/notice/"
    for person in ana, dara:
        client.force_login(person)
        assert client.get(address).status_code == 200
        assert client.post(address, {"version": settled.version}).status_code == 403
    client.force_login(amos)
    assert client.get(address).status_code == 403


def test_each_row_of_the_page_stands_by_itself_on_a_phone(client, settled, amos, priya):
    client.force_login(priya)
    text = client.get("/reports/2025Q2/notice/").text
    assert '<table class="govuk-table ward-stack">' in text
    assert "rowspan" not in text
    for label in "Councillor", "On their page since", "Said they read it", "Time":
        assert f'data-label="{label}"' in text


def test_the_page_says_who_has_it_since_when(client, settled, amos, priya):
    client.force_login(priya)
    address = "/reports/2025Q2/notice/"
    assert "have not been given it" in client.get(address).text
    page = client.post(address, {"version": settled.version}, follow=True).text
    assert "have it on their pages now" in page
    assert "It can be published from" in page
    assert "Amos" in page
    assert "No councillor with an account: exempt" in page
    back = client.post(f"{address}take-back/", follow=True).text
    assert "no longer on the councillors’ pages" in back
    assert "have not been given it" in back


def test_the_publish_page_asks_why_it_cannot_wait(client, agreed, amos, priya):
    client.force_login(priya)
    address = "/reports/2025Q2/publish/"
    assert "Why it cannot wait" in client.get(address).text
    sent = {"version": agreed.version}
    page = client.post(address, sent)
    assert page.status_code == 422
    assert "have not been given this text" in page.text
    client.post(address, {**sent, "cannot_wait": WHY})
    kept = client.get("/reports/2025Q2/notice/").text
    assert WHY in kept
    assert "Who had notice before it was published" in kept
    client.force_login(amos)
    assert WHY in client.get("/my-ward/").text


def test_with_notice_given_nothing_more_is_asked(client, agreed, priya):
    client.force_login(priya)
    assert "Why it cannot wait" not in client.get("/reports/2025Q2/publish/").text


def test_afterwards_it_is_kept_who_had_it_and_who_read_it(client, given, amos, priya):
    client.force_login(amos)
    pk = notices_for([LONGMERE]).get().pk
    client.post(f"/my-ward/notices/{pk}/read/")
    publish(Q2, by=priya, now=LATER)
    client.force_login(priya)
    page = client.get("/reports/2025Q2/notice/").text
    assert "Who had notice before it was published" in page
    assert "4 August 2025" in page
    assert NoticeGiven.objects.get(person=amos).acknowledged_at is not None


def test_what_is_taken_back_leaves_the_members_page(given, amos, priya):
    take_report_notice_back(Q2, by=priya, now=NOW)
    assert not notices_for([LONGMERE]).exists()
    assert Entry.objects.filter(verb="notice.taken_back").count() == 1


def test_every_word_of_a_ward_that_is_published_was_given_before(given, priya):
    before = words(LONGMERE)
    publish(Q2, by=priya, now=LATER)
    for slot in (f"flags {LONGMERE}", f"partner financial-need {LONGMERE} 2025Q2"):
        content = Release.objects.get(slot=slot).content
        for said in [*(flag["sentence"] for flag in content.get("flags", ())),
                     *(one["sentence"] for one in content.get("signals", ())),
                     *filter(None, [content.get("shown")])]:  # fmt: skip
            assert said in before


def test_a_finding_that_names_a_parish_names_its_wards(settled, priya):
    shapes.forget()
    edition = Edition.objects.create(kind="parish", name="2025-05", imported_at=NOW)
    place = Place.objects.create(edition=edition, code="P1", name="Little Astry")
    of_newbridge = Shape.objects.get(place__code=NEWBRIDGE).geometry
    Shape.objects.create(place=place, geometry=of_newbridge)
    said = finding("district", "Lighting", "Lamps in Little Astry.")
    save_finding(Q2, **said, by=priya, now=NOW)
    assert "Lighting" in headings(of(settled, NEWBRIDGE))
    assert "Lighting" not in headings(of(settled, LONGMERE))
