"""While a pre-election period covers its area a bulletin is held, or let out word for word."""

from datetime import timedelta

import pytest

from tests.bulletins.district import version
from tests.conftest import NOW, TODAY
from wardmote.bulletins.reading import piece_of
from wardmote.bulletins.rules import AreaKind
from wardmote.bulletins.usecases.composing import begin
from wardmote.bulletins.usecases.composing import write_paragraph as paragraph
from wardmote.bulletins.usecases.publishing import (
    ask_monitoring_officer,
    give_bulletin_notice,
)
from wardmote.kernel.errors import RuleBroken
from wardmote.law.elections import Poll
from wardmote.people.models import Organisation
from wardmote.preelection.models import GoAhead
from wardmote.preelection.queries import standing_of
from wardmote.preelection.usecases import (
    Terms,
    add_period,
    give_go_ahead,
    name_monitoring_officer,
)


@pytest.fixture
def given(priya):
    return {"by": priya, "now": NOW}


@pytest.fixture
def vote(wards, given):
    """vote("E1"): an election there, whose notice was published this week."""

    def enter(*codes):
        council = Organisation.objects.create(name="Council")
        dates = {"poll_on": TODAY + timedelta(days=10), "notice_on": TODAY - timedelta(days=25)}
        terms = Terms(Poll.BY_ELECTION, council, **dates, edition=wards, codes=frozenset(codes))
        return add_period(terms, **given)

    return enter


def test_it_is_held_and_says_until_when(draft, vote, publish):
    vote("E1")
    with pytest.raises(RuleBroken, match="It can go out from 13 November 2026"):
        publish(draft)
    publish(draft, now=NOW + timedelta(days=11))


def test_an_election_elsewhere_holds_nothing(draft, vote, publish):
    vote("E3")
    publish(draft)


def test_a_ward_that_its_words_name_is_where_it_goes(draft, vote, publish, given):
    vote("E3")
    paragraph(draft.pk, "Lamps also in Harrow Fen.", version(draft), **given)
    with pytest.raises(RuleBroken, match="is held"):
        publish(draft)


def test_a_bulletin_for_the_district_goes_wherever_somebody_votes(vote, told, given):
    vote("E3")
    assert standing_of(piece_of(begin(AreaKind.DISTRICT, [], **given)), TODAY).held


def test_its_members_still_get_notice(draft, vote, amos, given):
    vote("E1")
    assert give_bulletin_notice(draft.pk, version(draft), **given) == 1


def test_the_monitoring_officer_lets_exactly_these_words_out(
    draft, vote, publish, given, make_person
):
    vote("E1")
    mona = make_person("Mona")
    name_monitoring_officer(mona, **given)
    ask_monitoring_officer(draft.pk, "Burglaries are rising", version(draft), **given)
    give_go_ahead(GoAhead.objects.get().pk, "It is factual", by=mona, now=NOW)
    changed = paragraph(draft.pk, "Vote for us.", version(draft), **given)
    with pytest.raises(RuleBroken, match="is held"):
        publish(draft)
    changed.delete()
    publish(draft)


def test_while_it_is_held_its_page_says_what_to_do_and_has_no_button(
    client, draft, vote, given, make_person, time_machine
):
    time_machine.move_to(NOW)
    vote("E1")
    client.force_login(given["by"])
    where = f"/bulletins/desk/{draft.pk}/publish/"
    page = client.get(where).text
    assert "Publish to everybody" not in page
    assert "name the monitoring officer" in page
    assert "Ask the monitoring officer" not in page
    mona = make_person("Mona")
    name_monitoring_officer(mona, **given)
    page = client.get(where).text
    assert "Publish to everybody" not in page
    assert "Ask the monitoring officer" in page
    ask_monitoring_officer(draft.pk, "Burglaries are rising", version(draft), **given)
    give_go_ahead(GoAhead.objects.get().pk, "It is factual", by=mona, now=NOW)
    assert "Publish to everybody" in client.get(where).text
