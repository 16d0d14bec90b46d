"""Signing on a page and on paper, more time by two people, and the switch."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils.timezone import localdate

from tests.district import PNG
from wardmote.agreements import queries
from wardmote.agreements.models import Agreement, Chase, Safeguards, Signature
from wardmote.agreements.queries import restricted_is_on
from wardmote.agreements.standings import standing_of
from wardmote.agreements.views import restricted as restricted_pages
from wardmote.audit.models import Entry

pytestmark = pytest.mark.django_db


@pytest.fixture
def officer(client, priya):
    client.force_login(priya)
    return client


def day(name, on):
    return {f"{name}_0": on.day, f"{name}_1": on.month, f"{name}_2": on.year}


def where(name, party, **more):
    return reverse(name, kwargs={"pk": party.agreement_id, "party": party.pk, **more})


def lapse(party, on):
    """It was signed, and holds until this day."""
    signed = {"name": "Jo", "capacity": "Chief", "recorded_at": "2024-01-01T00:00Z"}
    version = party.agreement.versions.get()
    party.signatures.create(version=version, signed_on=date(2024, 1, 1), until=on, **signed)


def test_an_officer_enters_an_agreement_and_who_must_sign(officer, groups, body):
    form = {
        "name": "Sharing", "kind": "sharing", "groups": [one.pk for one in groups.values()],
        "months": "24", **day("in_force_on", date(2026, 1, 1)),
        **day("sign_by", date(2026, 3, 1)),
    }  # fmt: skip
    homes, police = body("Fenland Homes"), body("Police")
    page = officer.post("/agreements/new/", form, follow=True)
    made = Agreement.objects.get()
    assert made.groups.count() == 5
    assert "Who must sign it?" in page.text
    page = officer.post(
        f"/agreements/{made.pk}/parties/new/", {"organisations": [homes.pk, police.pk]},
        follow=True,
    )  # fmt: skip
    assert "0 of 2 organisations signed" in page.text
    assert "2 organisations to chase" in officer.get("/agreements/").text


@pytest.mark.parametrize(
    ("changed", "says"),
    [
        ({"name": ""}, "Enter what it is called"),
        ({"groups": []}, "Choose at least one group"),
        ({"months": "0"}, "from 1 to 120 months"),
        ({"months": "many"}, "whole number of months"),
        (day("sign_by", date(2025, 1, 1)), "must not be before it comes into force"),
        (day("review_on", date(2025, 1, 1)), "review must not be before"),
    ],
)
def test_a_wrong_agreement_is_sent_back_with_what_to_mend(officer, groups, changed, says):
    form = {
        "name": "Sharing", "kind": "sharing", "groups": [next(iter(groups.values())).pk],
        "months": "24", **day("in_force_on", date(2026, 1, 1)),
        **day("sign_by", date(2026, 3, 1)), **changed,
    }  # fmt: skip
    page = officer.post("/agreements/new/", form)
    assert page.status_code == 422
    assert says in page.text
    assert not Agreement.objects.exists()


def test_the_signatory_signs_and_their_people_read_at_once(client, marta, homes):
    client.force_login(marta)
    assert client.get("/start/").url == "/sharing/"
    assert client.get("/reports/").status_code == 403
    assert "/sharing/" in client.get("/reports/").text
    page = client.get("/sharing/")
    assert "Fenland Homes has not signed" in page.text
    assert "share by phone" in page.text
    page = client.post(where("party-sign", homes), {"capacity": "Director"})
    assert page.status_code == 422
    assert "Tick that you have read it" in page.text
    signed = {"capacity": "Director", "may": "on"}
    page = client.post(where("party-sign", homes), signed, follow=True)
    assert "Fenland Homes has signed" in page.text
    assert client.get("/reports/").status_code == 200
    made = Signature.objects.get()
    assert (made.name, made.capacity, made.signed_on) == ("Marta", "Director", localdate())
    assert Entry.objects.filter(verb="agreement.signed").exists()


def test_nobody_else_signs_for_them(client, priya, sam, homes):
    for person in (priya, sam):
        client.force_login(person)
        signed = {"capacity": "Director", "may": "on"}
        assert client.post(where("party-sign", homes), signed).status_code == 403
    assert not Signature.objects.exists()


def paper(homes, **changed):
    from django.core.files.uploadedfile import SimpleUploadedFile

    return {
        "version": homes.agreement.versions.get().pk, "name": "Jo Dunn", "capacity": "Chief",
        **day("signed_on", date(2025, 12, 1)), "copy": SimpleUploadedFile("../s.png", PNG),
        **changed,
    }  # fmt: skip


def test_a_signature_on_paper_is_kept_with_its_copy(officer, homes, settings, client, marta):
    page = officer.post(where("party-paper", homes), paper(homes), follow=True)
    assert "it holds until 30 November 2027" in page.text
    made = Signature.objects.get()
    kept = list(settings.FILES.rglob("*.png"))
    assert [one.read_bytes() for one in kept] == [PNG]
    address = where("party-copy", homes, signature=made.pk)
    answer = officer.get(address)
    assert (answer.content, answer["Content-Type"]) == (PNG, "image/png")
    assert "attachment" in answer["Content-Disposition"]
    client.force_login(marta)
    assert client.get(address).status_code == 403


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("a.pdf", b"<html>", "must be a PDF, or a PNG or JPEG"),
        ("a.pdf", b"%PDF-1.7 cut", "its end is missing"),
        ("a.pdf", b"", "That file is empty"),
        ("a.pdf", b"%PDF-1.7" + b"x" * 10 * 1024 * 1024 + b"%%EOF", "smaller than 10 MB"),
    ],
)
def test_a_copy_that_cannot_be_is_refused(officer, homes, settings, name, content, says):
    from django.core.files.uploadedfile import SimpleUploadedFile

    form = paper(homes, copy=SimpleUploadedFile(name, content))
    page = officer.post(where("party-paper", homes), form)
    assert page.status_code == 422
    assert says in page.text
    assert not Signature.objects.exists()
    assert not list(settings.FILES.rglob("*.p*"))


def test_the_form_to_print_is_a_pdf(officer, homes):
    answer = officer.get(where("party-form", homes))
    assert answer.content.startswith(b"%PDF")
    assert answer["Content-Disposition"].startswith('attachment; filename="official-')


def test_more_time_takes_two_people(client, priya, sam, homes, marta):
    lapse(homes, date(2026, 6, 1))
    Safeguards.objects.create(pk=1, lead=sam)
    client.force_login(priya)
    client.post(where("party-extend", homes), {"reason": "The director is away"})
    assert "It waits for Sam" in client.get(where("party", homes)).text
    assert client.post(where("party-agree", homes)).status_code == 403
    assert not standing_of(marta.organisation_id, localdate()).is_open
    client.force_login(sam)
    assert "Waiting for you" in client.get("/sharing/").text
    page = client.post(where("party-agree", homes), follow=True)
    assert "it stays open until" in page.text
    assert standing_of(marta.organisation_id, localdate()).is_open
    assert "The director is away" in client.get("/agreements/").text
    client.force_login(priya)
    page = client.post(where("party-extend", homes), {"reason": "Still away"})
    assert "still holds" in page.text or "cannot be extended twice" in page.text


def test_one_person_is_not_two(client, priya, homes):
    lapse(homes, date(2026, 6, 1))
    Safeguards.objects.create(pk=1, lead=priya)
    client.force_login(priya)
    client.post(where("party-extend", homes), {"reason": "The director is away"})
    page = client.post(where("party-agree", homes), follow=True)
    assert "It takes two people" in page.text


def test_restricted_text_waits_for_everything(officer, priya, body, monkeypatch):
    on = localdate()
    page = officer.get("/restricted/")
    assert "off: 5 things missing" in page.text
    for what in ("assessment", "hosting"):
        form = {"reference": "DPIA 7", **day("day", date(2026, 1, 5))}
        officer.post(f"/restricted/{what}/", form)
    officer.post("/restricted/controller/", {"controller": body("Council").pk})
    officer.post("/restricted/lead/", {"lead": priya.pk})
    page = officer.post("/restricted/on/", follow=True)
    assert "Still missing: Sign-in with a second step" in page.text
    assert not restricted_is_on(on)
    monkeypatch.setattr(queries, "_second_step", lambda: "Set up by 1 officer")
    assert "Restricted text is on" in officer.post("/restricted/on/", follow=True).text
    assert restricted_is_on(on)
    Safeguards.objects.update(hosting="")
    assert not restricted_is_on(on)
    officer.post("/restricted/off/")
    verbs = Entry.objects.filter(verb__startswith="restricted.").values_list("verb", flat=True)
    assert set(verbs) == {"restricted.switched_on", "restricted.switched_off"}


def test_reminders_are_written_once_and_mailed_once(homes, priya, marta, mailoutbox):
    from tests.conftest import NOW
    from wardmote.agreements.usecases import mail_chases, write_chases

    lapse(homes, date(2026, 11, 20))
    for on in (date(2026, 10, 1), date(2026, 11, 3), date(2026, 11, 3), date(2026, 11, 20)):
        write_chases(on=on, by=priya, now=NOW)
    assert sorted(Chase.objects.values_list("days", "to__name")) == [
        (0, "Marta"), (0, "Priya"), (30, "Marta"), (30, "Priya")
    ]  # fmt: skip
    assert mail_chases(sender="office@wendle.example", now=NOW) == 4
    assert mail_chases(sender="office@wendle.example", now=NOW) == 0
    assert {mail.to[0] for mail in mailoutbox} == {priya.email, marta.email}
    assert "share by phone" in mailoutbox[0].body


def test_a_reminder_is_claimed_before_it_is_mailed(homes, priya, mailoutbox, monkeypatch):
    """Another run in the middle of this one mails nothing twice; what fails is given back."""
    from tests.conftest import NOW
    from wardmote.agreements.usecases import chasing, mail_chases, write_chases

    lapse(homes, date(2026, 11, 20))
    write_chases(on=date(2026, 11, 20), by=priya, now=NOW)
    waiting = Chase.objects.count()
    given = {"sender": "office@wendle.example", "now": NOW}
    send, seen = chasing.send_mail, []

    def another_run(*letter):
        if not seen:
            seen.append(mail_chases(**given))
        return send(*letter)

    def fails(*letter):
        raise ConnectionError

    monkeypatch.setattr(chasing, "send_mail", fails)
    with pytest.raises(ConnectionError):
        mail_chases(**given)
    assert Chase.objects.filter(mailed_at=None).count() == waiting
    monkeypatch.setattr(chasing, "send_mail", another_run)
    mine = mail_chases(**given)
    assert mine + sum(seen) == len(mailoutbox) == waiting


def test_a_review_is_chased_until_somebody_says_that_it_was_held(
    officer, homes, priya, mailoutbox
):
    from tests.conftest import NOW
    from wardmote.agreements.usecases import mail_chases, write_chases

    today = localdate()
    version = homes.agreement.versions.get()
    version.review_on = today + timedelta(days=9)
    version.save()
    homes.agreement.parties.update(left_on=date(2024, 1, 1))
    for on in (today - timedelta(days=60), today, today):
        write_chases(on=on, by=priya, now=NOW)
    assert [mail_chases(sender="us@wendle.example", now=NOW) for _ in range(2)] == [1, 0]
    assert "is to be reviewed by" in mailoutbox[0].subject
    assert f"“{homes.agreement}” is to be reviewed" in officer.get("/start/").text
    assert "To be reviewed" in officer.get("/agreements/").text
    where = f"/agreements/{homes.agreement.pk}/reviewed/"
    later = {**day("reviewed_on", today), **day("review_on", today)}
    assert officer.post(where, later).status_code == 422
    later |= day("review_on", today + timedelta(days=365))
    assert officer.post(where, later).status_code == 302
    assert "is to be reviewed" not in officer.get("/start/").text
    assert "To be reviewed on" in officer.get("/agreements/").text


def test_the_chase_command_says_what_it_did(homes, capsys):
    from django.core.management import call_command

    call_command("agreements_chase")
    said = capsys.readouterr().out
    assert "2 reminders written" in said
    assert "Fenland Homes: not signed, by 31 March 2024" in said


def test_on_a_phone_signatures_read_as_cards(officer, homes):
    lapse(homes, date(2026, 6, 1))
    for address in "/agreements/", f"/agreements/{homes.agreement.pk}/":
        page = officer.get(address).text
        assert ("ward-stack" in page, "ward-scroll" in page) == (True, False)
        assert 'data-label="Holds until"' in page


def test_the_page_of_restricted_text_says_what_is_so(officer, homes, monkeypatch):
    assert "While it is off" in officer.get("/restricted/").text
    monkeypatch.setattr(restricted_pages, "restricted_is_on", lambda on: True)
    assert "While it is off" not in officer.get("/restricted/").text


def test_the_matrix_leaves_as_a_sheet(officer, homes):
    lapse(homes, date(2026, 6, 1))
    sheet = officer.get("/agreements/signatures.csv").content.decode("utf-8-sig")
    assert "Fenland Homes" in sheet
    assert "2026-06-01" in sheet


def test_the_start_page_chases(officer, homes):
    lapse(homes, date(2026, 6, 1))
    assert "signature of Fenland Homes ran out on 1 June" in officer.get("/start/").text
