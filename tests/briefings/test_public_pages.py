"""What anybody reads about a ward without signing in."""

import re

import pytest
from django.urls import reverse

from tests.briefings.conftest import MONTHS, area, bulletin, figures, let_out, partner
from tests.conftest import NOW
from wardmote.kernel.actors import COMMAND_LINE
from wardmote.partnership.models import Partnership
from wardmote.releases.models import Release
from wardmote.releases.rules import Audience, ReleaseKind
from wardmote.releases.usecases import Draft, withdraw


def page(client, name, *args, **query):
    answer = client.get(reverse(name, args=args), query)
    assert answer.status_code == 200
    return answer.text


def test_an_empty_wardmote_says_how_to_start(client, db):
    text = page(client, "home")
    assert "wardmote demo" in text
    assert "wardmote init" in text


def test_a_new_partnership_is_told_what_to_load(client, db):
    Partnership.objects.create(pk=1, name="Wendle Vale Community Safety Partnership")
    text = page(client, "home")
    assert "wardmote import places" in text
    assert "Wendle Vale Community Safety Partnership" in text


def test_home_leads_to_every_ward_and_maps_them(client, released):
    text = page(client, "home")
    for code in ("E1", "E2", "E3"):
        assert f'href="/in/{code}/"' in text
    assert 'class="chart chart-map"' in text
    assert "Last updated 2 November 2026" in text


@pytest.mark.parametrize(
    ("where", "says"),
    [
        (["home"], "<figcaption>October 2024 to September 2025."),
        (["public-wards"], ">Recorded in October 2024 to September 2025</caption>"),
        (["public-wards"], "<figcaption>Recorded crime, October 2024 to September 2025<"),
        (["public-ward", "E1"], "Recorded in October 2024 to September 2025</caption>"),
    ],
)
def test_the_months_of_the_figures_are_named(client, released, where, says):
    assert says in page(client, *where)
    assert "last 12 months" not in page(client, *where).casefold()


def test_the_name_of_one_ward_opens_it(client, released):
    assert client.get("/in/", {"q": "long"}).url == "/in/E1/"


def test_several_matches_are_listed_and_none_is_said(client, released):
    assert "2 of 3 wards" in page(client, "public-wards", q="w")
    assert "No ward has “zzz” in its name" in page(client, "public-wards", q="zzz")


def test_a_search_is_shown_as_text(client, released):
    text = page(client, "public-wards", q="<script>x</script>")
    assert "<script>x" not in text


def test_the_heading_is_the_finding_and_the_counts_follow(client, released):
    text = page(client, "public-ward", "E1")
    assert "More burglary recorded in Longmere than a year before: 144, after 48" in text
    assert (
        "Burglary: 144 recorded in the 12 months to September 2025, 48 in the 12 before" in text
    )


def test_counts_stand_beside_rates(client, released):
    text = page(client, "public-ward", "E1")
    assert ">144<" in text
    assert ">28.8<" in text  # 144 per 5,000 residents
    assert ">7.2<" in text  # the district's 108 per 15,000


def test_any_type_of_crime_can_be_drawn_without_a_script(client, released):
    text = page(client, "public-ward", "E1", type="Drugs")
    assert (
        "Drugs in Longmere: 12 in October 2024 to September 2025, 12 in those a year before"
    ) in text
    assert "<option selected>Drugs</option>" in text


def test_an_unknown_type_falls_back_to_the_finding(client, released):
    text = page(client, "public-ward", "E1", type="<b>")
    assert "<option selected>Burglary</option>" in text


def test_a_missing_month_is_named_and_never_zero(client, wards):
    gap = {"missing_months": [MONTHS[-1]]}
    let_out(figures("E1", burglary=[4] * 23 + [None], **gap))
    text = page(client, "public-ward", "E1")
    assert "Months without figures" in text
    assert "September 2025" in text
    assert "11 of the 12 months to September 2025" in text


def test_the_public_words_of_a_category_are_shown_with_the_reason(client, released):
    let_out(area("E1", "extra attention now"))
    text = page(client, "public-ward", "E1")
    assert "Extra attention now" in text
    assert "Burglary has risen for five months" in text
    assert "Since April to June 2025" in text
    assert "Extra attention now" in page(client, "public-wards")


def test_a_ward_that_is_off_again_is_no_longer_listed(client, released):
    let_out(area("E1", "extra attention now"))
    let_out(
        area("E1", "", category="off", because="It has no flags any more.", quarter="2025Q3")
    )
    assert "Not a priority area now" in page(client, "public-ward", "E1")
    assert "Extra attention now" not in page(client, "public-wards")


def test_the_bulletins_that_name_a_ward_stand_on_its_page(client, released):
    let_out(*(bulletin(number, "E1") for number in range(1, 6)))
    text = page(client, "public-ward", "E1")
    assert "Bulletins that name Longmere" in text
    shown = [number for number in range(1, 6) if f"/bulletins/{number}/" in text]
    assert shown == [2, 3, 4, 5]
    assert "Bulletins that name" not in page(client, "public-ward", "E2")


def test_a_ward_of_which_nothing_but_a_bulletin_is_published(client, wards):
    let_out(bulletin(1, "E1"))
    assert "Bulletin 1" in page(client, "public-ward", "E1")


def test_partners_figures_are_shown_guarded_latest_quarter_only(client, released):
    let_out(partner("E1", "about 15", "2025Q1"), partner("E1", "fewer than 10"))
    text = page(client, "public-ward", "E1")
    assert "fewer than 10" in text
    assert "about 15" not in text


def test_ethnicity_counts_are_never_shown_by_ward(client, released):
    text = page(client, "public-ward", "E1")
    assert "Age 0 to 15" in text
    assert "Traveller" not in text


def test_what_is_for_members_only_is_absent_for_the_public(client, released):
    let_out(area("E1", "extra attention now", Audience.MEMBERS))
    assert "xtra attention" not in page(client, "public-ward", "E1")
    assert "xtra attention" not in page(client, "public-wards")


def test_a_ward_of_which_only_members_have_something_is_not_found(client, wards):
    let_out(area("E2", "extra attention now", Audience.MEMBERS))
    assert client.get("/in/E2/").status_code == 404


def test_what_is_withdrawn_is_gone_at_the_next_request(client, released):
    before = client.get("/in/E1/")
    withdraw(released[0].pk, "Wrong boundaries", by=COMMAND_LINE, now=NOW)
    again = client.get("/in/E1/", headers={"if-none-match": before["ETag"]})
    assert again.status_code == 404
    assert "/in/E1/" not in page(client, "home")


@pytest.mark.parametrize(
    "address", ["/", "/in/", "/in/E1/", "/published/", "/about-the-figures/"]
)
def test_an_unchanged_page_is_not_sent_again(client, released, address):
    first = client.get(address)
    assert first["Cache-Control"] == "no-cache"
    assert "Last-Modified" not in first
    again = client.get(address, headers={"if-none-match": first["ETag"]})
    assert again.status_code == 304
    assert again.content == b""


def test_the_tag_does_not_tell_of_what_is_for_members_only(client, released):
    tags = [client.get(address)["ETag"] for address in ("/", "/in/", "/in/E1/")]
    let_out(area("E1", "extra attention now", Audience.MEMBERS))
    assert tags == [client.get(address)["ETag"] for address in ("/", "/in/", "/in/E1/")]


def test_pages_for_signed_in_readers_are_not_kept(client, released, sam):
    client.force_login(sam)
    assert client.get("/")["Cache-Control"] == "no-store"


def test_a_public_page_takes_few_questions_to_the_database(
    client, released, django_assert_max_num_queries
):
    for address in ("/", "/in/", "/in/E1/"):
        with django_assert_max_num_queries(10):
            client.get(address)


def test_unknown_wards_and_quarters_are_not_found(client, released):
    for address in (
        "/in/E9/",
        "/published/2025Q2/",
        "/published/2999Q9/",
        "/published/0001Q1/",
    ):
        assert client.get(address).status_code == 404


def test_the_logo_is_a_picture_and_nothing_more(client, db):
    assert client.get("/logo").status_code == 404
    Partnership.objects.create(pk=1, logo=b"<svg/>", logo_type="image/svg+xml")
    answer = client.get("/logo")
    assert answer["Content-Type"] == "image/svg+xml"
    assert "sandbox" in answer["Content-Security-Policy"]
    assert answer["X-Content-Type-Options"] == "nosniff"
    Partnership.objects.update(logo_type="text/html")
    assert client.get("/logo").status_code == 404


def test_every_figure_release_stands_once(released):
    let_out(figures("E2"))
    assert Release.objects.filter(slot="figures E2").count() == 1


def signals(code, *told, ended=()):
    return Draft(
        kind=ReleaseKind.FLAGS,
        slot=f"flags {code}",
        title="Flags and signals",
        content={
            "ward": {"code": code, "name": "Longmere"},
            "quarter": "2025Q2",
            "flags": [],
            "signals": [
                {
                    "dataset": name.lower(),
                    "name": name,
                    "kind": kind,
                    "sentence": sentence,
                    "is_new": is_new,
                }
                for name, kind, sentence, is_new in told
            ],
            "ended": [
                {"dataset": name.lower(), "name": name, "kind": "RISING", "sentence": sentence}
                for name, sentence in ended
            ],
        },
        source="report 2025Q2 edition 1",
        wards=(code,),
    )


def test_what_changed_is_told_with_counts_before_what_goes_on(client, released):
    let_out(
        signals(
            "E1",
            ("Drugs", "HELD", "40 in the last 12 months. It stays high.", False),
            ("Burglary", "RISING", "14 in April to June, 6 expected.", True),
        )
    )
    text = page(client, "public-ward", "E1")
    changed, stays = text.index("What changed in April"), text.index("What went on as it was")
    rising = text.index("Rising: burglary.")
    assert changed < rising < text.index("14 in April to June", rising) < stays
    assert stays < text.index("Staying: drugs.")
    assert "Figures cannot say why" in text


def test_a_signal_that_has_ended_is_told_among_what_changed(client, released):
    let_out(signals("E1", ended=[("Robbery", "No longer rising beyond what is expected.")]))
    text = page(client, "public-ward", "E1")
    ended = text.index("Ended: robbery.")
    assert text.index("What changed in April") < ended < text.index("No longer rising beyond")


def test_a_signal_that_is_released_makes_the_heading(client, released):
    let_out(signals("E1", ("Burglary", "RISING", "36 in April to June, 12 expected.", False)))
    for page in client.get("/in/E1/"), client.get("/open-data/embed/wards/E1/"):
        assert "Burglary is rising in Longmere</h1>" in page.text
        assert "36 in April to June, 12 expected. Burglary: 144 recorded" in page.text
    assert "rising" not in client.get("/in/E2/").text


def test_on_a_phone_each_type_is_a_block_with_its_change(client, released):
    text = client.get("/in/E1/").text
    assert '<table class="govuk-table ward-stack">' in text
    assert 'data-label="Change">Up</td>' in text
    assert 'data-label="These months">144</td>' in text


def test_on_a_phone_each_ward_of_the_list_is_a_block(client, released):
    text = client.get("/in/").text
    assert '<table class="govuk-table ward-stack">' in text
    for words in ("These months", "Against a year before", "The partnership’s attention"):
        assert f'data-label="{words}">' in text


def test_no_space_stands_before_a_stop(client, released):
    words = " ".join(re.sub(r"<[^>]+>", "", client.get("/in/E1/").text).split())
    assert "feed of Longmere For your own website; how, and an API." in words
    assert " ." not in words
