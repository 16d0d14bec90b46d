"""What stood before is read on the issue's page by whoever reads what stands now."""

import pytest

from tests.conftest import NOW
from wardmote.issues.clearing import Ruling
from wardmote.issues.models import PartnerText
from wardmote.issues.usecases.releasing import ask_to_release, rule_on, take_back
from wardmote.issues.usecases.telling import write_partner_text
from wardmote.releases.rules import Audience

pytestmark = pytest.mark.django_db


def let_out(issue, cast, *words):
    """Each is written by Dev and cleared by Tomas; the number of the last release."""
    for text in words:
        asked = ask_to_release(issue.pk, text, Audience.MEMBERS, by=cast["Dev"], now=NOW)
        made = rule_on(asked.pk, Ruling.CLEARED, "", by=cast["Tomas"], now=NOW).release
    return made


def page(client, issue, who):
    client.force_login(who)
    return client.get(f"/issues/{issue.number}/").text


def test_partners_read_what_stood_for_them(client, issue, cast):
    assert "Earlier words" not in page(client, issue, cast["Leila"])
    first = PartnerText.objects.get()
    write_partner_text(issue.pk, "One lamp is out.", first.pk, by=cast["Dev"], now=NOW)
    told = page(client, issue, cast["Leila"])
    assert "Earlier words" in told
    assert told.index("One lamp is out.") < told.index("Two lamps have been out since May.")


def test_partners_read_what_was_released_before_with_who_let_it_out(client, issue, cast):
    let_out(issue, cast, "Lamps come in May.", "Lamps come in June.")
    told = page(client, issue, cast["Leila"])
    assert told.index("Lamps come in June.") < told.index("Lamps come in May.")
    assert "by Dev, cleared by Tomas" in told
    client.force_login(cast["Amos"])
    mine = client.get("/my-ward/").text
    assert "Lamps come in June." in mine
    assert "Lamps come in May." not in mine


def test_what_was_taken_back_is_not_among_them(client, issue, cast):
    last = let_out(issue, cast, "Lamps come in May.", "Lamps come in June.")
    take_back(last, "Wrong month", by=cast["Dev"], now=NOW)
    told = page(client, issue, cast["Priya"])
    assert "Lamps come in" not in told
