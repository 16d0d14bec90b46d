"""An officer makes the partnership its own, in small forms that say what they changed."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from tests.partnership.test_settings import PNG_FILE
from wardmote.desk.forms.thresholds import shown
from wardmote.papers.word_template import default_template
from wardmote.partnership.models import ADULT_SAFEGUARDING, Partnership
from wardmote.partnership.queries import this_partnership
from wardmote.partnership.thresholds import ALL

pytestmark = pytest.mark.django_db


@pytest.fixture
def officer(client, priya):
    client.force_login(priya)
    return client


def thresholds(**changed):
    """Every threshold as it is typed, with these changes, on the button that saves."""
    return {**shown(ALL, Partnership()), "save": "yes", **changed}


def test_every_setting_is_shown_with_what_it_does(officer):
    page = officer.get("/settings/").text
    for words in ("Smallest partner count shown", "extra attention now"):
        assert words in page
    asked = officer.get("/settings/thresholds/").text
    assert "Share of wards that a data set flags" in asked
    assert 'value="20"' in asked


def test_saving_says_what_changed(officer):
    answers = {"name": "Wendle Vale CSP", "contact": "csp@wendle.example"}
    page = officer.post("/settings/name/", answers, follow=True)
    assert "Changed: Partnership’s name and How the public" in page.text
    assert this_partnership().name == "Wendle Vale CSP"
    page = officer.post("/settings/name/", answers, follow=True)
    assert "Nothing was different" in page.text


def test_shares_are_asked_for_in_per_cent(officer):
    page = officer.post("/settings/thresholds/", thresholds(flag_share="25"), follow=True)
    assert "Changed: Share of wards that a data set flags" in page.text
    assert this_partnership().flag_share == 0.25
    assert "Usually 20 %." in page.text


@pytest.mark.parametrize(
    ("changed", "says"),
    [
        ({"flag_share": "90"}, "must be between 1 and 50 per cent"),
        ({"flag_share": "lots"}, "enter a number between 1 and 50 per cent"),
        ({"flag_share": "nan"}, "enter a number between 1 and 50 per cent"),
        ({"area_cap": "0"}, "must be between 1 and 100"),
        ({"area_cap": "9" * 40}, "must be between 1 and 100"),
        ({"flag_off": "70", "flag_on": "60"}, "must not go off at a higher level than on"),
        ({"growth_homes": ""}, "enter a number between 1 and 100,000"),
    ],
)
def test_a_number_out_of_bounds_is_refused_and_kept_on_the_page(officer, changed, says):
    page = officer.post("/settings/thresholds/", thresholds(**changed))
    assert page.status_code == 422
    assert says in page.text
    typed = next(iter(changed.values()))
    assert f'value="{typed}"' in page.text or typed == ""
    assert this_partnership().area_cap == 5


def test_a_district_must_look_like_one(officer):
    page = officer.post("/settings/name/", {"name": "X", "district_code": "Cambridge"})
    assert page.status_code == 422
    assert "Enter a code such as E07000012" in page.text


def test_whom_to_ring_about_safeguarding(officer):
    assert "the children’s safeguarding team of the county" in officer.get("/settings/").text
    given = {"adult_safeguarding": "Adults, 01632 960 301", "child_safeguarding": "x" * 201}
    assert officer.post("/settings/safeguarding/", given).status_code == 422
    for missing in ("adult_safeguarding", "child_safeguarding"):
        sent = given | {"child_safeguarding": "Children, 01632 960 302"} | {missing: " "}
        assert officer.post("/settings/safeguarding/", sent).status_code == 422
    assert this_partnership().adult_safeguarding == ADULT_SAFEGUARDING
    sent = given | {"child_safeguarding": "Children, 01632 960 302"}
    assert officer.post("/settings/safeguarding/", sent).status_code == 302
    text = officer.get("/settings/").text
    assert "Adults, 01632 960 301" in text
    assert "Children, 01632 960 302" in text


def test_the_road_is_one_step_a_line(officer):
    road = "  Figures confirmed \r\n\r\nBoard\r\n"
    officer.post("/settings/road/", {"report_road": road, "notice_days": "5"})
    assert this_partnership().notice_days == 5
    assert this_partnership().report_road == ["Figures confirmed", "Board"]
    for wrong in ("", "Board\nboard", "x" * 81, "\n".join(map(str, range(11)))):
        sent = {"report_road": wrong, "notice_days": "5"}
        assert officer.post("/settings/road/", sent).status_code == 422
    for wrong in ("", "-1", "21", "three"):
        sent = {"report_road": "Board", "notice_days": wrong}
        assert officer.post("/settings/road/", sent).status_code == 422
    assert this_partnership().report_road == ["Figures confirmed", "Board"]


def test_a_logo_comes_and_goes(officer):
    upload = SimpleUploadedFile("logo.svg", PNG_FILE, "image/svg+xml")
    officer.post("/settings/logo/", {"logo": upload})
    assert bytes(this_partnership().logo) == PNG_FILE
    assert this_partnership().logo_type == "image/png"
    officer.post("/settings/logo/remove/")
    assert this_partnership().logo is None


@pytest.mark.parametrize("content", [b"<svg onload='alert(1)'/>", b"", b"x" * 300_000])
def test_what_is_not_a_logo_leaves_no_trace(officer, content):
    upload = SimpleUploadedFile("logo.png", content, "image/png")
    page = officer.post("/settings/logo/", {"logo": upload})
    assert page.status_code == 422
    assert this_partnership().logo is None


def test_the_word_template_is_tried_before_it_is_kept(officer):
    wrong = SimpleUploadedFile("own.docx", b"PK\x03\x04 not a document")
    page = officer.post("/settings/template/", {"report_template": wrong})
    assert page.status_code == 422
    assert this_partnership().report_template is None
    right = SimpleUploadedFile("own.docx", default_template())
    page = officer.post("/settings/template/", {"report_template": right}, follow=True)
    assert "It was tried and it works" in page.text
    file = officer.get("/settings/template/file/")
    assert file["Content-Disposition"] == 'attachment; filename="report-template.docx"'
    officer.post("/settings/template/reset/")
    assert this_partnership().report_template is None


def test_a_section_that_does_not_exist_is_not_found(officer):
    assert officer.get("/settings/secrets/").status_code == 404


def test_an_analyst_sees_what_would_change_before_saving(client, ana, district):
    client.force_login(ana)
    tried = thresholds(flag_share="50", flag_on="30")
    del tried["save"]
    page = client.post("/settings/thresholds/", tried)
    assert "What would change in" in page.text
    assert "goes on" in page.text
    assert 'name="save"' in page.text
    assert this_partnership().flag_share == 0.2
    client.post("/settings/thresholds/", tried | {"save": "yes"})
    assert this_partnership().flag_share == 0.5


def test_trying_what_holds_already_says_so(client, ana, district):
    client.force_login(ana)
    same = thresholds()
    del same["save"]
    assert "Nothing would change in" in client.post("/settings/thresholds/", same).text


def test_only_the_officer_changes_the_smallest_count(client, ana, officer):
    officer.post("/settings/guard/", {"smallest_shown": "12"})
    assert this_partnership().smallest_shown == 12
    assert officer.post("/settings/guard/", {"smallest_shown": "2"}).status_code == 422
    client.force_login(ana)
    assert client.post("/settings/guard/", {"smallest_shown": "9"}).status_code == 403
