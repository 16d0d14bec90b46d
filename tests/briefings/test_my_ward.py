"""What a councillor or a parish clerk reads of their own ward, and nobody else's."""

from tests.briefings.conftest import area, bulletin, let_out
from tests.conftest import NOW
from wardmote.groups.rules import GroupKind
from wardmote.kernel.actors import COMMAND_LINE
from wardmote.partnership.models import Partnership
from wardmote.releases.rules import Audience
from wardmote.releases.usecases import withdraw

MARKING = "Not yet public: councillors of this ward"


def test_a_councillor_reads_their_ward(client, released, amos):
    client.force_login(amos)
    text = client.get("/my-ward/").text
    assert "More burglary recorded in Longmere than a year before: 144, after 48" in text
    assert "What is new" in text
    assert MARKING not in text


def test_a_bulletin_is_news(client, released, amos):
    let_out(bulletin(1, "E1"), bulletin(2, "E2"))
    client.force_login(amos)
    text = client.get("/my-ward/").text
    assert 'Bulletin: <a class="govuk-link" href="/bulletins/1/">Bulletin 1</a>' in text
    assert "Bulletin 2" not in text


def test_what_is_for_members_is_marked(client, released, amos):
    let_out(area("E1", "extra attention now", Audience.MEMBERS))
    client.force_login(amos)
    text = client.get("/my-ward/").text
    assert "Extra attention now" in text
    assert MARKING in text


def test_another_wards_business_is_absent(client, released, amos):
    let_out(area("E2", "planning ahead as the area grows", Audience.MEMBERS))
    client.force_login(amos)
    assert "planning ahead" not in client.get("/my-ward/").text.lower()
    assert client.get("/my-ward/", {"ward": "E2"}).status_code == 404
    assert "planning ahead" not in client.get("/in/E2/").text.lower()


def test_a_seat_does_not_widen_what_a_councillor_reads(client, released, amos, seat):
    seat(amos, GroupKind.BOARD)
    let_out(area("E2", "planning ahead as the area grows", Audience.MEMBERS))
    client.force_login(amos)
    assert client.get("/my-ward/", {"ward": "E2"}).status_code == 404


def test_access_ends_with_the_office(client, released, amos):
    let_out(area("E1", "extra attention now", Audience.MEMBERS))
    client.force_login(amos)
    amos.represents.update(until="2025-05-01")
    assert client.get("/my-ward/").status_code == 403


def test_what_is_withdrawn_is_gone_for_members_too(client, released, amos):
    (draft,) = let_out(area("E1", "extra attention now", Audience.MEMBERS))
    client.force_login(amos)
    withdraw(draft.pk, "Named too early", by=COMMAND_LINE, now=NOW)
    assert "xtra attention" not in client.get("/my-ward/").text


def test_a_councillor_of_two_wards_chooses(client, released, amos, represent):
    represent(amos, "E3")
    client.force_login(amos)
    assert 'href="?ward=E3"' in client.get("/my-ward/").text
    assert "Harrow Fen" in client.get("/my-ward/", {"ward": "E3"}).text


def test_a_clerk_reads_the_wards_of_their_parish(
    client, released, parish, make_person, represent
):
    clerk = make_person("Carol")
    represent(clerk, "P1", office="clerk", kind="parish")
    let_out(area("E1", "extra attention now", Audience.MEMBERS))
    client.force_login(clerk)
    text = client.get("/my-ward/").text
    assert "With Longmere Parva parish" in text
    assert "xtra attention" not in text  # for councillors only
    assert 'href="?ward=E2"' in text
    assert client.get("/my-ward/", {"ward": "E3"}).status_code == 404


def test_a_clerk_without_boundaries_is_told_so(client, released, make_person, represent):
    clerk = make_person("Carol")
    represent(clerk, "P1", office="clerk", kind="parish")
    client.force_login(clerk)
    assert "not known yet" in client.get("/my-ward/").text


def test_a_ward_without_releases_says_so(client, wards, amos):
    client.force_login(amos)
    assert "Nothing has been released about Longmere yet" in client.get("/my-ward/").text


def test_nobody_else_has_this_page(client, released, sam):
    assert client.get("/my-ward/").url == "/sign-in/?next=/my-ward/"
    client.force_login(sam)
    assert client.get("/my-ward/").status_code == 403


def test_each_line_of_news_says_what_it_is_and_leads_to_it(client, released, amos):
    let_out(area("E1", "extra attention now", Audience.MEMBERS))
    client.force_login(amos)
    text = client.get("/my-ward/").text
    for kind, page, title in (
        ("Police figures", "/in/E1/", "Longmere: police figures to September 2025"),
        ("Priority area", "/my-ward/E1/briefing/#area", "Longmere: extra attention now"),
    ):
        assert f'{kind}: <a class="govuk-link" href="{page}">{title}</a>' in text
    assert 'id="area"' in client.get("/my-ward/E1/briefing/").text


def test_while_concerns_are_off_the_contact_stands_there(client, released, amos):
    Partnership.objects.create(pk=1, name="Us", contact="priya@wendle.example <x>")
    client.force_login(amos)
    text = client.get("/my-ward/").text
    assert "Tell the Problem Solving Group" not in text
    contact = (
        '<a class="govuk-link" href="mailto:priya@wendle.example">priya@wendle.example</a>'
    )
    assert f"Its officer: {contact} &lt;x&gt;" in text
    for where in "/my-ward/concerns/", "/my-ward/concerns/tell/":
        assert contact in client.get(where).text
