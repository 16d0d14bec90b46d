"""People and seats from a spreadsheet: looked at first, whole or not at all."""

import io
import zipfile
from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.core.management.base import CommandError
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from wardmote.audit.models import Entry
from wardmote.kernel.errors import RuleBroken
from wardmote.papers.workbook import day_of, rows_of
from wardmote.people.models import Organisation, User

HEADING = "Name,E-mail,Organisation,Group,Role,Since"
GOOD = (
    "Ivy Okoro,ivy@fire.example,Fire service,Board,Chair,2026-05-02",
    "Ivy Okoro,ivy@fire.example,Fire service,Data Group,,02/05/2026",
    "Noor Aziz,noor@nhs.example,Health,,,",
)


def sheet(*lines):
    return "\n".join([HEADING, *lines]).encode()


def workbook(*lines, strings=""):
    rows = "".join(
        f'<row r="{n}">'
        + "".join(
            f'<c r="{chr(65 + k)}{n}" t="inlineStr"><is><t>{cell}</t></is></c>'
            for k, cell in enumerate(line.split(","))
        )
        + "</row>"
        for n, line in enumerate([HEADING, *lines], 1)
    )
    space = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as package:
        whole = f'<worksheet xmlns="{space}"><sheetData>{rows}</sheetData></worksheet>'
        package.writestr("xl/worksheets/sheet1.xml", strings + whole)
    return made.getvalue()


@pytest.fixture
def officer(client, priya, groups):
    client.force_login(priya)
    return client


def send(officer, content, name="people.csv"):
    return officer.post("/people/import/", {"file": SimpleUploadedFile(name, content)})


def confirm(officer, page):
    signed = page.text.split('name="signed" value="')[1].split('"')[0]
    return officer.post("/people/import/confirm/", {"signed": signed}, follow=True)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("content", "name"),
    [(sheet(*GOOD), "people.csv"), (workbook(*GOOD), "people.xlsx"),
     (sheet(*GOOD).replace(b",", b";"), "people.csv")],
)  # fmt: skip
def test_a_file_is_previewed_then_done_once(officer, content, name):
    page = send(officer, content, name)
    assert "invite 2 and give 2 seats" in page.text
    assert User.objects.count() == 1
    page = confirm(officer, page)
    assert "2 people invited, 2 seats given" in page.text
    ivy = User.objects.get(email="ivy@fire.example")
    assert ivy.organisation.name == "Fire service"
    assert {seat.since for seat in ivy.seats.all()} == {date(2026, 5, 2)}
    assert Entry.objects.filter(verb="people.imported").count() == 1
    again = send(officer, content, name)
    assert "invite 0 and give 0 seats" in again.text
    confirm(officer, again)
    assert User.objects.count() == 3


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("Ivy,ivy,Fire,,,", "e-mail address is not like"),
        (",una@fire.example,Fire,,,", "there is no name"),
        ("Ivy,ivy@fire.example,Fire,Bord,,", "no group called Bord"),
        ("Ivy,ivy@fire.example,Fire,Board,King,", "is no role"),
        ("Ivy,ivy@fire.example,Fire,Board,,31/02/2026", "is no day"),
        ("Ivy,sam@wendle.example,Police,,,", "Sam is of Fire service, not Police"),
    ],
)
def test_a_wrong_row_is_named_and_nothing_is_written(officer, sam, seat, line, says):
    seat(sam, "board")
    page = send(officer, sheet(GOOD[0], line))
    assert page.status_code == 422
    assert "people.csv, row 3" in page.text
    assert says in page.text
    assert User.objects.count() == 2
    assert not Organisation.objects.filter(name="Fire").exists()


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"who,where\na,b", "there is no column name and e-mail"),
        (b"", "That file is empty"),
        (b"\n\n", "has no rows"),
        (b"name,e-mail\x00", "cannot be read"),
        (b"PK\x03\x04 nothing", "cannot be read"),
        (workbook(*GOOD, strings="<!DOCTYPE a []>"), "cannot be read"),
    ],
)
def test_a_file_that_is_none_is_refused_in_words(officer, content, says):
    page = send(officer, content)
    assert page.status_code == 422
    assert says in page.text


@pytest.mark.django_db
def test_a_preview_cannot_be_forged_or_taken_over(officer, make_person, client):
    page = send(officer, sheet(*GOOD))
    forged = {"signed": "a:b:c"}
    page2 = officer.post("/people/import/confirm/", forged, follow=True)
    assert "out of date" in page2.text
    client.force_login(make_person("Otto", role="officer"))
    assert "out of date" in confirm(client, page).text
    assert User.objects.count() == 2


@pytest.mark.django_db
def test_what_changed_since_the_preview_is_noticed(officer, groups):
    from wardmote.groups.models import Group

    page = send(officer, sheet(*GOOD))
    Group.objects.filter(kind="data").update(closed_on=date(2026, 1, 1))
    assert "people.csv:3: there is no group called Data Group" in confirm(officer, page).text
    assert User.objects.count() == 1


@pytest.mark.django_db
def test_the_command_says_first_and_does_with_yes(tmp_path, groups, capsys):
    file = tmp_path / "people.csv"
    file.write_bytes(sheet(*GOOD))
    call_command("import_people", str(file))
    assert "Nothing has been written" in capsys.readouterr().out
    assert not User.objects.exists()
    call_command("import_people", str(file), yes=True)
    assert "2 people invited, 2 seats given" in capsys.readouterr().out
    file.write_bytes(sheet("Ivy,ivy,,,,"))
    with pytest.raises(CommandError, match="1 row is wrong"):
        call_command("import_people", str(file), yes=True)


def check_named(refusal):
    """The refusal names the file."""
    assert "a file" in str(refusal)


def test_a_large_part_of_a_workbook_is_not_unpacked():
    bomb = workbook("x" * 30_000_000)
    assert len(bomb) < 100_000
    with pytest.raises(RuleBroken, match="cannot be read"):
        rows_of(bomb, "bomb.xlsx")


@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None, max_examples=60)
@given(st.binary(max_size=300), st.booleans())
def test_any_bytes_are_rows_or_a_refusal(content, is_zip):
    try:
        rows = rows_of((b"PK\x03\x04" if is_zip else b"") + content, "a file")
    except RuleBroken as refusal:
        check_named(refusal)
    else:
        assert all(row.number >= 1 for row in rows)


@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None, max_examples=60)
@given(st.integers(0, 2000), st.binary(min_size=1, max_size=8))
def test_a_damaged_workbook_is_rows_or_a_refusal(place, damage):
    whole = workbook(*GOOD)
    cut = place % len(whole)
    try:
        rows_of(whole[:cut] + damage + whole[cut + len(damage) :], "a file")
    except RuleBroken as refusal:
        check_named(refusal)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2026-05-02", date(2026, 5, 2)),
        ("2026-05-02 00:00:00", date(2026, 5, 2)),
        ("2/5/2026", date(2026, 5, 2)),
        ("02.05.2026", date(2026, 5, 2)),
        ("46144", date(2026, 5, 2)),
        ("46144.0", date(2026, 5, 2)),
        ("31/02/2026", None),
        ("soon", None),
        ("", None),
        ("99999999", None),
    ],
)
def test_days_as_spreadsheets_write_them(text, day):
    assert day_of(text) == day
