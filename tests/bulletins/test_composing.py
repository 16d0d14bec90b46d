"""Only what the public reads can be picked; drafts are officers' own; stale pages refused."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied

from tests.briefings.conftest import area, figures, let_out, partner
from tests.bulletins.district import version
from tests.conftest import NOW
from wardmote.bulletins.models import Bulletin
from wardmote.bulletins.queries import pickable, proposed
from wardmote.bulletins.reading import content_of, named_in, notices_of
from wardmote.bulletins.rules import AreaKind
from wardmote.bulletins.usecases.composing import (
    Words,
    add_link,
    begin,
    move_part,
    pick,
    remove_part,
    throw_away,
    write,
    write_paragraph,
)
from wardmote.bulletins.wording import WHOEVER_WISHED
from wardmote.bulletins.wording import told as told_of
from wardmote.kernel.actors import COMMAND_LINE
from wardmote.kernel.errors import RuleBroken, Stale
from wardmote.kernel.personal import PointsToPerson
from wardmote.releases.models import Release
from wardmote.releases.queries import Notice, standing
from wardmote.releases.rules import Audience, ReleaseKind
from wardmote.releases.usecases import Draft, give_notice, withdraw


@pytest.fixture
def given(priya):
    return {"by": priya, "now": NOW}


@pytest.fixture
def empty(told, given):
    return begin(AreaKind.WARDS, ["E1"], **given)


def headings(bulletin):
    return [one.told.heading for one in proposed(bulletin)]


def test_it_proposes_what_is_public_of_its_area(empty):
    assert headings(empty) == [
        "Longmere: Emerging",
        "More burglary recorded in Longmere than a year before: 144, after 48",
    ]


def test_the_whole_district_gets_every_ward(told, given):
    made = begin(AreaKind.DISTRICT, [], **given)
    assert len(headings(made)) == 4


def test_a_parish_gets_the_wards_it_touches(told, parish, given):
    made = begin(AreaKind.PARISHES, ["P1"], **given)
    assert made.area_words == "Longmere Parva"
    assert len(headings(made)) == 3  # Longmere's two, Newbridge's figures


def test_nothing_for_members_or_partners_is_proposed_or_picked(empty, given):
    let_out(area("E1", "For members", Audience.MEMBERS), partner("E1", "fewer than 10"))
    soon = Notice("Soon", {"ward": {"code": "E1", "name": "Longmere"}}, {"E1": "Longmere"})
    give_notice([soon], "report", by=COMMAND_LINE, now=NOW)
    gone = let_out(figures("E1", burglary=[1] * 24))[0]
    withdraw(gone.pk, "A mistake", by=COMMAND_LINE, now=NOW)
    allowed = set(pickable(empty).values_list("pk", flat=True))
    kept_from = Release.objects.exclude(pk__in=allowed)
    assert {one.title for one in kept_from} >= {"Longmere: For members", "Soon"}
    for one in kept_from:
        with pytest.raises(RuleBroken, match="not public"):
            pick(empty.pk, [one.pk], version(empty), **given)
    assert not empty.parts.exists()


def test_what_the_last_bulletin_could_tell_is_not_proposed_again(draft, publish, given):
    publish(draft)
    later = {**given, "now": NOW + timedelta(days=40)}
    again = begin(AreaKind.WARDS, ["E1"], **later)
    assert headings(again) == []
    assert headings(begin(AreaKind.WARDS, ["E2"], **given)) != []


def test_an_item_is_picked_once(draft, given):
    picked = list(draft.parts.values_list("release", flat=True))
    assert pick(draft.pk, picked, version(draft), **given) == 0
    assert draft.parts.count() == len(picked)


def test_parts_are_ordered_and_removed(draft, given):
    part = write_paragraph(draft.pk, "Thank you.", version(draft), **given)
    for _ in range(3):
        move_part(draft.pk, part.pk, version(draft), up=True, **given)
    assert draft.parts.first() == part
    move_part(draft.pk, part.pk, version(draft), up=False, **given)
    assert list(draft.parts.all())[1] == part
    remove_part(draft.pk, part.pk, version(draft), **given)
    assert draft.parts.count() == 2


def test_a_stale_page_changes_nothing(draft, given):
    stale = version(draft)
    write_paragraph(draft.pk, "Thank you.", stale, **given)
    for deed in (
        lambda: write(draft.pk, Words("Else", "Else"), stale, **given),
        lambda: pick(draft.pk, [1], stale, **given),
        lambda: write_paragraph(draft.pk, "Else", stale, **given),
        lambda: add_link(draft.pk, "Else", "https://www.police.uk/", stale, **given),
        lambda: throw_away(draft.pk, stale, **given),
    ):
        with pytest.raises(Stale):
            deed()


def test_words_that_may_point_to_a_person_are_asked_about(draft, given):
    said = Words("News", "Ring Nigel Featherstone on 07700 900123.")
    with pytest.raises(PointsToPerson, match="Featherstone"):
        write(draft.pk, said, version(draft), **given)
    write(draft.pk, said, version(draft), **given, checked=True)


@pytest.mark.parametrize("who", ["ana", "sam", "amos", "carol"])
def test_only_an_officer_composes(request, who, draft):
    person = request.getfixturevalue(who)
    with pytest.raises(PermissionDenied):
        write(draft.pk, Words("x", "x"), version(draft), by=person, now=NOW)
    with pytest.raises(PermissionDenied):
        begin(AreaKind.DISTRICT, [], by=person, now=NOW)


def test_an_officer_who_is_elected_does_not(draft, priya, represent):
    represent(priya, "E2")
    with pytest.raises(PermissionDenied):
        begin(AreaKind.DISTRICT, [], by=priya, now=NOW)


@pytest.mark.parametrize(
    ("kind", "codes", "about"),
    [(AreaKind.WARDS, [], "wards"), (AreaKind.WARDS, ["X"], "wards"),
     (AreaKind.PARISHES, ["E1"], "parishes")],
)  # fmt: skip
def test_an_area_is_of_known_places(told, parish, given, kind, codes, about):
    with pytest.raises(RuleBroken) as refusal:
        begin(kind, codes, **given)
    assert refusal.value.about == about


def test_it_begins_with_links_to_public_data(empty):
    assert [one.address for one in empty.links.all()] == ["/in/E1/", "/open-data/"]


def test_a_link_to_this_server_is_a_page_of_ours(empty, given, settings):
    settings.ADDRESS = "https://wardmote.wendle.example"
    add_link(empty.pk, "Reports", "https://wardmote.wendle.example/published/",
             version(empty), **given)  # fmt: skip
    assert empty.links.last().address == "/published/"


def test_a_draft_thrown_away_is_gone(draft, given):
    throw_away(draft.pk, version(draft), **given)
    assert not Bulletin.objects.exists()
    assert standing().count() == 4  # what it told of stays


def test_previews_break_long_words_and_name_the_wards(client, draft, priya, wards):
    client.force_login(priya)
    where = f"/bulletins/desk/{draft.pk}/preview"
    assert (
        '<div class="govuk-body ward-break"><h1>News</h1>' in client.get(f"{where}/mail/").text
    )
    told = client.get(f"{where}/councillor/").text
    assert "The councillors of Longmere have this on <em>My ward</em>" in told


def test_a_flag_is_told_by_its_sentence_alone():
    content = {"flags": [{"name": "Drugs", "sentence": "13 drug offences, 4 before."}]}
    flags = Release(kind=ReleaseKind.FLAGS, title="Flags", content=content)
    assert told_of(flags).lines == ("13 drug offences, 4 before.",)


def column(place, answered, **questions):
    """column("", "About 30 people answered", dark={"Yes": ("about 20", 67)})."""
    return {
        "place": place,
        "answered": answered,
        "questions": [
            {
                "text": f"Is it {text}?",
                "lines": [
                    {"words": words, "shown": shown, "percent": percent}
                    for words, (shown, percent) in lines.items()
                ],
            }
            for text, lines in questions.items()
        ],
    }


def survey(*columns, title="What people told us: Lamps"):
    content = {
        "survey": 7,
        "wards": [{"code": "E1", "name": "Longmere"}],
        "places": ["Astry"],
        "why": "Lamps are mended",
        "from": "2025-09-01",
        "until": "2025-09-30",
        "columns": list(columns),
    }
    return Draft(ReleaseKind.SURVEY, "survey 7", title, content, "survey 7", wards=("E1",))


DARK = {"Yes": ("about 20", 67), "No": ("fewer than 10", None)}


@pytest.mark.parametrize(
    ("columns", "lines"),
    [
        (
            [column("", "About 30 people answered", dark=DARK, cold={})],
            [
                "About 30 people answered.",
                "Is it dark? Yes: about 20 (67 %); No: fewer than 10.",
                "Is it cold? Not told, as some answers were given by so few.",
            ],
        ),
        (
            [column("Astry", "About 30 people answered", dark=DARK),
             column("Hallowby", "About 20 people answered", dark=DARK)],
            ["Astry: about 30 people answered.", "Hallowby: about 20 people answered."],
        ),
        ([column("", "Fewer than 10 people answered")], ["Fewer than 10 people answered."]),
    ],
)  # fmt: skip
def test_what_people_said_is_told_as_it_was_published(wards, columns, lines):
    (made,) = let_out(survey(*columns))
    read = told_of(made)
    assert (read.heading, read.page) == (made.title, f"/told-us/{made.pk}/")
    assert list(read.lines) == [*lines, WHOEVER_WISHED]


def test_results_of_a_survey_are_picked_like_anything_released(
    client, draft, publish, given, priya
):
    (made,) = let_out(survey(column("", "About 30 people answered", dark=DARK)))
    assert "What people told us" in [one.kind for one in proposed(draft)]
    elsewhere = begin(AreaKind.WARDS, ["E3"], **given)
    assert made.title not in headings(elsewhere)
    pick(draft.pk, [made.pk], version(draft), **given)
    publish(draft)
    page = f"/bulletins/{draft.pk}/"
    text = client.get(page).text
    assert "Is it dark? Yes: about 20 (67 %); No: fewer than 10." in text
    assert f'href="/told-us/{made.pk}/"' in text
    withdraw(made.pk, "It names a shop", by=COMMAND_LINE, now=NOW)
    assert "Is it dark?" not in client.get(page).text


def test_own_words_stand_apart_from_the_item_before_them(client, draft, priya):
    """A report says nothing of its own: one goes and reads it."""
    quarter = {"quarter": "2025Q2"}
    (report,) = let_out(
        Draft(ReleaseKind.REPORT, "report 2025Q2", "A report", quarter, "report")
    )
    given = {"by": priya, "now": NOW}
    pick(draft.pk, [report.pk], version(draft), **given)
    for words in ("Our own.", "And more."):
        write_paragraph(draft.pk, words, version(draft), **given)
    client.force_login(priya)
    texts = {
        what: client.get(f"/bulletins/desk/{draft.pk}/preview/{what}/").text
        for what in ("page", "mail", "text")
    }
    assert texts["text"].count("* * *\n\nOur own.\n\nAnd more.") == 1
    assert texts["text"].count("Read it:\n") == 1
    assert texts["text"].count("More:\n") == 2
    assert texts["mail"].count("<hr>") == texts["page"].count("<hr class") == 1
    for what in ("page", "mail"):
        assert texts[what].index("<hr") < texts[what].index("Our own.")
        assert texts[what].index("Read it") > texts[what].index("More")


def test_words_of_a_parish_name_its_wards(empty, parish, given):
    assert named_in(empty, content_of(empty)) == {"E1": "Longmere"}
    write(empty.pk, Words("News", "Lamps in Longmere Parva."), version(empty), **given)
    empty.refresh_from_db()
    named = {"E1": "Longmere", "E2": "Newbridge"}
    assert named_in(empty, content_of(empty)) == named
    assert [one.names for one in notices_of(empty)] == [named]
