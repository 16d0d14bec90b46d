"""Published once, frozen, after its members had it; corrected by an edition, withdrawn."""

from datetime import timedelta

import pytest
from django.test import Client

from tests.briefings.conftest import area, let_out
from tests.bulletins.district import version
from tests.conftest import NOW
from wardmote.bulletins.models import LinkCheck
from wardmote.bulletins.usecases.composing import (
    Words,
    add_link,
    remove_part,
    throw_away,
    write,
)
from wardmote.bulletins.usecases.composing import write_paragraph as paragraph
from wardmote.bulletins.usecases.publishing import (
    begin_bulletin_correction,
    give_bulletin_notice,
    take_bulletin_notice_back,
    withdraw_bulletin,
)
from wardmote.kernel.actors import COMMAND_LINE
from wardmote.kernel.errors import RuleBroken
from wardmote.places.models import Edition, Place
from wardmote.releases.models import NoticeGiven, Release, ShortNotice
from wardmote.releases.queries import notices_for, public
from wardmote.releases.rules import ReleaseKind
from wardmote.releases.usecases import withdraw

POLICE = "https://www.police.uk/pu/your-area/"
FRIDAY = NOW + timedelta(days=4)  # three clear working days after NOW, a Monday


@pytest.fixture
def given(priya):
    return {"by": priya, "now": NOW}


def bulletins():
    return public(ReleaseKind.BULLETIN)


def test_its_members_have_it_first(draft, amos, given, publish):
    with pytest.raises(RuleBroken, match="have not been given"):
        publish(draft, cannot_wait="")
    assert give_bulletin_notice(draft.pk, version(draft), **given) == 1
    kept = notices_for(["E1"]).get()
    assert kept.title == "Bulletin: News"
    with pytest.raises(RuleBroken, match="from 6 November 2026"):
        publish(draft, cannot_wait="")
    publish(draft, cannot_wait="", now=FRIDAY)
    assert bulletins().get().title == "News"
    assert not notices_for(["E1"]).exists()
    assert NoticeGiven.objects.get().person == amos
    assert not ShortNotice.objects.exists()


def test_another_ward_that_its_words_name_has_it_too(draft, given, make_person, represent):
    represent(make_person("Nia"), "E2")
    represent(make_person("Kit"), "E3")
    paragraph(draft.pk, "Patrols also in Newbridge.", version(draft), **given)
    give_bulletin_notice(draft.pk, version(draft), **given)
    assert sorted(NoticeGiven.objects.values_list("person__name", flat=True)) == ["Nia"]
    assert notices_for(["E2"]).exists()
    assert not notices_for(["E3"]).exists()


def test_words_that_change_begin_the_notice_anew(draft, amos, given, publish):
    give_bulletin_notice(draft.pk, version(draft), **given)
    paragraph(draft.pk, "And lamps.", version(draft), **given)
    with pytest.raises(RuleBroken, match="have not been given"):
        publish(draft, cannot_wait="", now=FRIDAY)


def test_a_ward_that_new_boundaries_lack_is_told_of_no_more(draft, publish, given):
    """Nobody would have notice of it."""
    new = Edition.objects.create(kind="ward", name="2026-05", imported_at=NOW)
    Place.objects.create(edition=new, code="E9", name="Longmere and Newbridge")
    with pytest.raises(RuleBroken, match="Its wards have new boundaries"):
        publish(draft)
    with pytest.raises(RuleBroken, match="Its wards have new boundaries"):
        give_bulletin_notice(draft.pk, version(draft), **given)


def test_notice_is_taken_back(draft, amos, given):
    give_bulletin_notice(draft.pk, version(draft), **given)
    take_bulletin_notice_back(draft.pk, version(draft), **given)
    assert not notices_for(["E1"]).exists()


def test_a_draft_thrown_away_leaves_their_pages(draft, amos, given):
    give_bulletin_notice(draft.pk, version(draft), **given)
    throw_away(draft.pk, version(draft), **given)
    assert not notices_for(["E1"]).exists()


def test_why_it_could_not_wait_is_shown_to_them(client, draft, amos, publish):
    publish(draft, cannot_wait="A burglar is about")
    client.force_login(amos)
    assert ShortNotice.objects.get().reason == "A burglar is about"


def test_it_is_published_once(draft, publish):
    publish(draft)
    with pytest.raises(RuleBroken, match="is published"):
        publish(draft)
    assert Release.objects.filter(kind=ReleaseKind.BULLETIN).count() == 1


def test_what_it_says_is_frozen(draft, publish, given):
    publish(draft)
    with pytest.raises(RuleBroken, match="Begin a correction"):
        paragraph(draft.pk, "Else", version(draft), **given)
    let_out(area("E1", "Sustaining"))
    page = Client().get(f"/bulletins/{draft.pk}/").text
    assert "Longmere: Emerging" in page
    assert "Sustaining" not in page


def test_a_picked_item_that_changed_must_be_picked_anew(draft, publish):
    let_out(area("E1", "Sustaining"))
    with pytest.raises(RuleBroken, match="Longmere: Emerging”"):
        publish(draft)


def test_an_item_withdrawn_later_leaves_the_bulletin(draft, publish, told):
    publish(draft)
    withdraw(told[-1].pk, "A mistake", by=COMMAND_LINE, now=NOW)
    page = Client().get(f"/bulletins/{draft.pk}/").text
    assert "Longmere: Emerging" not in page
    assert "has been withdrawn since" in page


def test_an_item_reworded_and_then_withdrawn_leaves_the_bulletin(draft, publish):
    publish(draft)
    (reworded,) = let_out(area("E1", "Sustaining"))
    assert "Longmere: Emerging" in Client().get(f"/bulletins/{draft.pk}/").text
    withdraw(reworded.pk, "A mistake", by=COMMAND_LINE, now=NOW)
    assert "Longmere: Emerging" not in Client().get(f"/bulletins/{draft.pk}/").text
    let_out(area("E1", "New words"))
    assert "Longmere: Emerging" not in Client().get(f"/bulletins/{draft.pk}/").text


def test_a_correction_is_an_edition_that_says_so(draft, publish, given):
    publish(draft)
    begin_bulletin_correction(draft.pk, **given)
    assert "What is being done." in Client().get(f"/bulletins/{draft.pk}/").text
    with pytest.raises(RuleBroken, match="what this edition corrects"):
        publish(draft)
    said = Words("News", "What was done.", what_changed="The tense was wrong")
    write(draft.pk, said, version(draft), **given)
    publish(draft)
    page = Client().get(f"/bulletins/{draft.pk}/").text
    assert "The tense was wrong" in page
    assert "edition 2" in page
    first = Client().get(f"/bulletins/{draft.pk}/edition/1/").text
    assert "This edition has been corrected" in first
    assert bulletins().count() == 1


def test_a_correction_thrown_away_leaves_what_stands(draft, publish, given):
    publish(draft)
    begin_bulletin_correction(draft.pk, **given)
    throw_away(draft.pk, version(draft), **given)
    draft.refresh_from_db()
    assert draft.state == "published"
    assert Client().get(f"/bulletins/{draft.pk}/").status_code == 200


def test_withdrawn_it_is_gone_at_the_next_request(draft, publish, given):
    publish(draft)
    withdraw_bulletin(draft.pk, "A mistake", **given)
    for where in (f"/bulletins/{draft.pk}/", f"/bulletins/{draft.pk}/edition/1/"):
        assert Client().get(where).status_code == 404
    for where in ("/bulletins/", "/open-data/feed/bulletins/", "/open-data/feed/"):
        assert "News" not in Client().get(where).text
    with pytest.raises(RuleBroken, match="not published"):
        withdraw_bulletin(draft.pk, "Again", **given)


def test_it_needs_a_link_to_public_data(draft, publish, given):
    draft.links.all().delete()
    draft.parts.exclude(release=None).delete()
    paragraph(draft.pk, "See https://example.org/", version(draft), **given)
    with pytest.raises(RuleBroken, match="public data"):
        publish(draft)


def test_what_is_lacking_is_said_before_anybody_presses_a_button(client, draft, priya, given):
    client.force_login(priya)
    pages = [f"/bulletins/desk/{draft.pk}/", f"/bulletins/desk/{draft.pk}/publish/"]
    for ready, page in zip(("Publish it", "Publish to everybody"), pages, strict=True):
        assert ready in client.get(page).text
    for part in draft.parts.all():
        remove_part(draft.pk, part.pk, version(draft), **given)
    empty = [client.get(page).text for page in pages]
    assert all("Pick an item or write a paragraph first" in text for text in empty)
    for button in ("Publish it", "Publish to everybody", "Give notice now"):
        assert not any(button in text for text in empty)


@pytest.mark.parametrize("address", ["/in/E9/", "/published/1999Q1/", "/start/", "/nowhere/",
                                     "/open-data/x%00y", "/sign-in/"])  # fmt: skip
def test_a_page_of_ours_must_stand_for_everybody(draft, publish, given, address):
    add_link(draft.pk, "Look", address, version(draft), **given)
    with pytest.raises(RuleBroken, match="no page of ours"):
        publish(draft)


@pytest.mark.parametrize("address", ["/in/E2/", "/", "/in/", "/open-data/figures.csv",
                                     "/in/E1/?type=Burglary#x"])  # fmt: skip
def test_a_page_of_ours_that_stands(draft, publish, given, address):
    add_link(draft.pk, "Look", address, version(draft), **given)
    publish(draft)


def test_an_outside_link_has_answered_or_somebody_has_opened_it(draft, publish, given):
    paragraph(draft.pk, f"See {POLICE}.", version(draft), **given)
    with pytest.raises(RuleBroken, match="Nobody knows"):
        publish(draft)
    checks = LinkCheck.objects.create(
        bulletin=draft, address=POLICE, at=NOW, is_fine=False, said="answers with an error"
    )
    with pytest.raises(RuleBroken, match="Nobody knows"):
        publish(draft)
    checks.is_fine = True
    checks.save()
    publish(draft)


def test_who_opened_a_link_themselves_says_so(draft, publish, given):
    add_link(draft.pk, "Police", POLICE, version(draft), **given)
    publish(draft, seen=True)


def test_everybody_reads_it_in_the_archive_and_in_feeds(draft, publish):
    publish(draft)
    client = Client()
    archive = client.get("/bulletins/").text
    assert "News" in archive
    assert "What is being done." in archive
    assert "1 bulletin names Longmere" in client.get("/bulletins/?ward=E1").text
    feed = client.get("/open-data/feed/bulletins/")
    assert feed["Content-Type"].startswith("application/atom+xml")
    assert f"/bulletins/{draft.pk}/#release-" in feed.text
    assert "What is being done." in feed.text
    for where in ("/open-data/feed/", "/open-data/feed/wards/E1/"):
        assert "News" in client.get(where).text
    assert "News" not in client.get("/open-data/feed/wards/E3/").text


def test_a_draft_is_nowhere_public(draft, amos, carol):
    for person in (None, amos, carol):
        client = Client()
        if person:
            client.force_login(person)
        assert client.get(f"/bulletins/{draft.pk}/").status_code == 404
        assert "News" not in client.get("/bulletins/").text
        assert client.get(f"/bulletins/desk/{draft.pk}/").status_code in (302, 403)


def test_each_link_to_more_says_of_what(draft, publish):
    publish(draft)
    text = Client().get(f"/bulletins/{draft.pk}/").text
    assert ">Read on: Longmere: Emerging</a>" in text
    assert ">More<" not in text
