"""The pages of actions: recorded, told, ticked, accepted; the log; the mail with its link."""

import re
from io import BytesIO, StringIO
from zipfile import ZipFile

import pytest
from django.core import mail, signing
from django.core.management import call_command

from tests.actions.conftest import DUE
from tests.conftest import NOW
from wardmote.actions.links import SALT, token_for
from wardmote.actions.models import Action, Reminder
from wardmote.actions.rules import Source, State
from wardmote.actions.usecases import reassign, report_done, tick
from wardmote.papers.sheets import xlsx_bytes

SECRET = "Write to the county about the lamps"


def test_a_partner_records_one_and_its_owner_tells(client, cast, board):
    client.force_login(cast["Marta"])
    page = f"/actions/groups/{board.pk}/record/"
    said = {"text": SECRET, "owner": f"person {cast['Leila'].pk}", "kind": "outside"}
    refused = client.post(page, said)
    assert refused.status_code == 422
    assert "Select the month it is due" in refused.text
    client.post(
        page, said | {"body": "County Board", "day_0": "2", "day_1": "3", "day_2": "2999"}
    )
    made = Action.objects.get()
    assert made.due_words == "at the March 2999 County Board (2 March 2999)"
    client.force_login(cast["Leila"])
    assert f"{made.number} {SECRET}, due at the March" in client.get("/start/").text
    tells = f"/actions/{made.number}/tell/"
    refused = client.post(tells, {"done": "no", "words": " ", "version": 1})
    assert "how far it is and what is still to do" in refused.text
    client.post(tells, {"done": "no", "words": "They ask for a map", "version": 1})
    assert "They ask for a map" in client.get(f"/actions/{made.number}/").text
    assert client.post(tells, {"done": "yes", "words": "", "version": 1}).status_code == 409
    client.post(tells, {"done": "yes", "words": "", "version": 2})
    client.force_login(cast["Ruth"])
    assert "1 action of the Board is reported done" in client.get("/start/").text
    client.post(f"/actions/{made.number}/accept/", {"version": 3})
    made.refresh_from_db()
    assert made.state == State.ACCEPTED


def test_a_name_is_asked_about_first(client, cast, board):
    client.force_login(cast["Marta"])
    page = f"/actions/groups/{board.pk}/record/"
    said = {"text": "Ring Adam Blackwood", "owner": "nobody", "kind": "soon"}
    assert "may point to a person" in client.post(page, said).text
    client.post(page, said | {"checked": "on"})
    assert Action.objects.get().due_words == "as soon as possible"


def test_the_chair_moves_gives_sends_back_and_drops(client, action, cast):
    client.force_login(cast["Ruth"])
    here = f"/actions/{action.number}"
    why = {"words": "The county asked for time"}
    client.post(f"{here}/due/", why | {"kind": "month", "month": "2026-12", "version": 1})
    body = f"body {cast['Marta'].organisation_id}"
    client.post(f"{here}/owner/", why | {"owner": body, "version": 2})
    report_done(action.pk, by=cast["Marta"], now=NOW)
    client.post(f"{here}/send-back/", why | {"version": 4})
    page = client.get(f"{here}/").text
    assert "20 November 2026 → in December 2026" in page
    assert "Leila → Fenland Homes" in page
    assert client.post(f"{here}/drop/", {"words": "", "version": 5}).status_code == 422
    client.post(f"{here}/drop/", why | {"version": 5})
    assert "Dropped" in client.get(f"{here}/").text


def test_each_organisation_ticks_on_the_page(client, write, cast, bodies):
    made = write(owner=None, shares=[bodies["health"]])
    share = made.shares.get()
    client.force_login(cast["Owen"])
    assert client.post(f"/actions/shares/{share.pk}/tick/").status_code == 403
    client.force_login(cast["Leila"])
    assert "Tick the part of Wendleshire Health" in client.get("/start/").text
    client.post(f"/actions/shares/{share.pk}/tick/")
    said = client.post(f"/actions/shares/{share.pk}/tick/", follow=True)
    assert "accepts it or sends it back" in said.text
    client.post(
        f"/actions/shares/{share.pk}/untick/", {"words": "One block more", "version": 3}
    )
    assert "One block more" in client.get(f"/actions/{made.number}/").text


def test_the_log_narrows_and_is_a_file(client, write, cast, board):
    write(text="=1+1 is what they said")
    write(owner=None)
    client.force_login(cast["Ruth"])
    assert "2 actions of the Board are open" in client.get(f"/actions/groups/{board.pk}/").text
    assert "1 action has no owner" in client.get("/actions/?show=no-owner").text
    assert "No action is yours" in client.get("/actions/?show=mine").text
    assert client.get("/actions/?show=all").status_code == 404
    sheet = client.get(f"/actions/log.csv?group={board.pk}")
    assert sheet.content.decode("utf-8-sig").startswith('"OFFICIAL-SENSITIVE: partners"')
    assert "'=1+1 is" in sheet.text
    book = client.get("/actions/log.xlsx")
    assert "official-sensitive-partners-actions" in book["Content-Disposition"]
    parts = ZipFile(BytesIO(book.content))
    first = parts.read("xl/worksheets/sheet1.xml").decode()
    assert "<f>" not in first
    assert "=1+1 is what they said" in parts.read("xl/sharedStrings.xml").decode()
    assert client.get("/actions/log.pdf").status_code == 404


def test_a_sheet_takes_whatever_people_write():
    rows = [
        ["\x00=cmd|'x'!A1\x1f", "http://a.example", "007", NOW.date(), 3, None, "é" * 40_000]
    ]
    body = xlsx_bytes(list("abcdefg"), rows, marking="A & B", made_at=NOW)
    strings = ZipFile(BytesIO(body)).read("xl/sharedStrings.xml").decode()
    for words in ("=cmd|", "http://a.example", "007", "A &amp; B"):
        assert words in strings
    assert "hyperlink" not in ZipFile(BytesIO(body)).read("xl/worksheets/sheet1.xml").decode()


def test_a_councillor_on_the_board_reads_it_as_its_papers_have_it(client, write, cast):
    made = write(source=Source("meeting 3 item 4", "The Board of May", "/meetings/3/"))
    client.force_login(cast["Mensah"])
    page = client.get(f"/actions/{made.number}/")
    for shown in (SECRET, "The Board of May"):
        assert shown in page.text
    for hidden in ("What became of it", "Accept as done", "Say how far"):
        assert hidden not in page.text
    client.force_login(cast["Amos"])
    for path in ("", "log.csv", f"{made.number}/", f"groups/{made.group_id}/"):
        assert client.get(f"/actions/{path}").status_code == 404


@pytest.mark.parametrize("source", ["issue 12", "review 3"])
def test_a_councillor_reads_no_action_that_comes_from_an_issue(client, write, cast, source):
    made = write(source=Source(source, "CSP-2026-0012 A hidden title", "/issues/x/"))
    client.force_login(cast["Mensah"])
    assert client.get(f"/actions/{made.number}/").status_code == 404
    for path in ("", "log.csv", f"groups/{made.group_id}/"):
        page = client.get(f"/actions/{path}").text
        assert SECRET not in page
        assert "A hidden title" not in page
    client.force_login(cast["Marta"])
    assert SECRET in client.get(f"/actions/{made.number}/").text


def test_whoever_records_an_action_is_told_who_reads_it(client, cast, board):
    client.force_login(cast["Marta"])
    page = client.get(f"/actions/groups/{board.pk}/record/").text
    assert "and councillors on the group" in page
    assert "nothing that is kept as restricted" in page


def chase(time_machine, day):
    """One day's run of the command."""
    time_machine.move_to(f"{day} 10:00+00:00", tick=False)
    said = StringIO()
    call_command("actions_chase", stdout=said)
    return said.getvalue()


@pytest.fixture
def mailed(settings):
    settings.MAIL_IS_ON = True
    settings.ADDRESS = "https://wardmote.example"


def test_a_reminder_is_mailed_once_and_tells_nothing(action, mailed, time_machine):
    assert "1 reminder written" in chase(time_machine, "2026-11-14")
    assert "0 reminders written\n0 mails sent" in chase(time_machine, "2026-11-14")
    [sent] = mail.outbox
    assert sent.to == ["leila@wendle.example"]
    assert sent.subject == f"Action {action.number} is due on 20 November 2026"
    assert "https://wardmote.example/actions/link/" in sent.body
    for hidden in (SECRET, "county", "Board", "Leila"):
        assert hidden not in sent.body + sent.subject
    for day, written in (("2026-11-19", 1), ("2026-11-20", 1), ("2026-11-27", 1)):
        assert f"{written} reminder written" in chase(time_machine, day)
    assert "2 reminders written" in chase(time_machine, "2026-12-11")  # the office, too
    assert sorted(one.point for one in Reminder.objects.all()) == [-7, -1, 0, 7, 21, 21]


def test_what_could_not_be_sent_is_sent_by_the_next_run(action, mailed, time_machine, settings):
    settings.EMAIL_BACKEND = "tests.actions.test_pages.Broken"
    with pytest.raises(OSError, match="no way out"):
        chase(time_machine, "2026-11-14")
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    assert "1 mail sent" in chase(time_machine, "2026-11-14")


class Broken:
    """A mail server that cannot be reached."""

    def __init__(self, **_):
        pass

    def send_messages(self, messages):
        raise OSError("no way out")


def test_one_click_after_opening_reports_it_done(client, action, mailed, time_machine):
    chase(time_machine, "2026-11-14")
    link = re.search(r"https://wardmote.example(\S+)", mail.outbox[0].body)[1]
    for _ in range(2):  # whoever opens it, however often: nothing happens
        page = client.get(link)
        assert "Is this action done?" in page.text
        assert SECRET not in page.text
    action.refresh_from_db()
    assert action.state == State.OPEN
    assert "it is reported done" in client.post(link).text
    assert "it is reported done" in client.post(link).text
    action.refresh_from_db()
    assert action.state == State.REPORTED
    assert [one.deed for one in action.progress.all()] == ["record", "report"]
    assert str(action.progress.last().by) == "Leila"


@pytest.mark.parametrize(
    ("shares", "owner", "ticked", "asks", "answer"),
    [
        ((), "Leila", (), "Is this action done?", (200, "it is reported done")),
        (("health",), None, (), "done its part?", (200, "part is ticked")),
        (("homes",), "Leila", (), "have their parts to do", (422, "have their parts to do")),
        (("homes",), "Leila", ("homes",), "it is reported done", (200, "reported done")),
        (("health", "homes"), None, ("health",), "part is ticked", (200, "part is ticked")),
    ],
    ids=["its owner", "an organisation", "owner, parts open", "all told", "part told"],
)
def test_the_page_behind_a_link_says_what_is_to_be_done(
    client, write, cast, bodies, shares, owner, ticked, asks, answer
):
    owner = cast[owner] if owner else None
    made = write(owner=owner, shares=[bodies[one] for one in shares])
    for body in ticked:
        share = made.shares.get(organisation=bodies[body])
        tick(share.pk, by=cast["Priya"], now=NOW)
    link = f"/actions/link/{token_for(made, cast['Leila'])}/"
    page = client.get(link)
    assert (page.status_code, asks in page.text) == (200, True)
    assert ("<button" in page.text) == asks.endswith("?")
    answered = client.post(link)
    assert (answered.status_code, answer[1] in answered.text) == (answer[0], True)
    assert "Write to the county" not in page.text + answered.text


def test_a_link_ticks_the_part_of_an_organisation(client, write, cast, bodies):
    made = write(owner=None, shares=[bodies["health"], bodies["police"]])
    link = f"/actions/link/{token_for(made, cast['Leila'])}/"
    assert "Has your organisation done its part?" in client.get(link).text
    assert "part is ticked" in client.post(link).text
    assert [str(one) for one in made.shares.filter(ticked_at=None).values_list(
        "organisation__name", flat=True)] == ["Wendleshire Police"]  # fmt: skip


@pytest.mark.parametrize("how", ["late", "changed", "shut", "given away", "another's"])
def test_a_link_that_does_not_hold_is_gone(client, action, cast, time_machine, how):
    time_machine.move_to(NOW, tick=False)
    token = token_for(action, cast["Leila"])
    if how == "late":
        time_machine.move_to("2026-12-01 10:00+00:00", tick=False)
    if how == "changed":
        token = token[:-1] + ("a" if token[-1] != "a" else "b")
    if how == "shut":
        cast["Leila"].is_active = False
        cast["Leila"].save()
    if how == "given away":
        reassign(action.pk, cast["Marta"], "She offered", by=cast["Priya"], now=NOW)
    if how == "another's":
        token = signing.dumps([action.pk, cast["Owen"].pk], salt=SALT)
    for method in (client.get, client.post):
        assert method(f"/actions/link/{token}/").status_code == 410
    action.refresh_from_db()
    assert action.state == State.OPEN
    assert action.due_on == DUE
