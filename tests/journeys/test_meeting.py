"""A Board from its agenda to what became of it: the office, who answers, a councillor, all."""

import contextlib
import re
from datetime import timedelta
from urllib.parse import urlsplit

import pytest
from django.core import mail
from django.core.management import call_command
from django.utils.timezone import localdate, now
from playwright.sync_api import Error, expect

from tests.journeys.conftest import NARROW, WIDE
from tests.meetings.district import PAPER
from wardmote.actions.models import Action
from wardmote.groups.models import Group
from wardmote.groups.rules import GroupKind
from wardmote.meetings.models import Meeting
from wardmote.meetings.usecases.releasing import release_minutes
from wardmote.people.models import User

pytestmark = pytest.mark.journey
BUDGET, LARCH = "Money for the lamps", "Operation Larch"
DECIDED, SECRET = "Six lamps are paid for", "Two houses are watched"
ACTION, MINUTED = "Order the lamps", "The officer showed what six lamps cost."


@pytest.mark.parametrize(
    ("size", "scripts"),
    [
        pytest.param(WIDE, True, id="wide"),
        pytest.param(NARROW, True, id="narrow", marks=pytest.mark.deep),
        pytest.param(NARROW, False, id="narrow-no-scripts", marks=pytest.mark.deep),
    ],
)
def test_from_agenda_to_an_action_that_is_accepted(stage, walk, size, scripts, tmp_path):
    def visit_of(who):
        visit = walk(size, scripts=scripts)
        if who:
            visit.sign_in(stage[who])
        return visit

    officer = visit_of("officer")
    today = localdate()
    meeting = arrange(officer, today)
    build_the_agenda(officer, meeting, tmp_path)
    invite(stage)
    hold(officer, meeting, stage["board"], today)
    write_the_minutes(officer, meeting)
    approve_at_the_next(officer, meeting, today)
    read_with_a_seat(visit_of("board"), meeting)
    read_as_councillor(visit_of("board councillor"), meeting)
    read_as_public(visit_of(None), meeting)
    report_by_link(visit_of(None), stage["board"])
    accept(officer)


def arrange(visit, on):
    """The officer plans a meeting; a forgotten place is asked for."""
    board = Group.objects.get(kind=GroupKind.BOARD)
    visit.open("/meetings/")
    visit.follow(f"arrange a meeting of {board}")
    page = visit.page
    for part, value in ("Day", on.day), ("Month", on.month), ("Year", on.year):
        page.get_by_label(part).fill(str(value))
    page.get_by_label("Starts at").fill("14:00")
    visit.press("Arrange it")
    expect(page.get_by_role("alert")).to_contain_text("where the meeting is held")
    page.get_by_label("Where", exact=False).first.fill("Council offices")
    visit.press("Arrange it")
    expect(page.get_by_text("Its agenda has been begun")).to_be_visible()
    return Meeting.objects.get(group=board, on=on)


def build_the_agenda(visit, meeting, folder):
    """Two items of the officer's own, one exempt; a paper; an order; out it goes."""
    here = f"/meetings/{meeting.pk}/"
    visit.open(here)
    add_item(visit, BUDGET)
    add_item(visit, LARCH, exempt=True)
    page = visit.page
    page.get_by_role("button", name=re.compile(f"Up.*{BUDGET}")).click()
    visit.check()
    file = folder / "lamps.pdf"
    file.write_bytes(b"%PDF-1.4 and no more %%EOF")
    page.get_by_role("link", name=re.compile(f"Add a paper.*{BUDGET}")).click()
    page.get_by_label("What is the paper called?").fill("What lamps cost")
    page.get_by_label("The paper", exact=True).set_input_files(file)
    visit.press("Add it")
    expect(page.get_by_role("alert")).to_contain_text("damaged")
    file.write_bytes(PAPER)
    page.get_by_label("The paper", exact=True).set_input_files(file)
    visit.press("Add it")
    visit.press("Send the agenda out")
    visit.press("Send it out")
    expect(page.get_by_role("link", name="Agenda and papers as one PDF")).to_be_visible()
    expect(page.get_by_text(re.compile(r"What lamps cost \(page \d+\)"))).to_be_visible()


def add_item(visit, title, *, exempt=False):
    page = visit.page
    visit.press("Add an item")
    page.get_by_label("Title").fill(title)
    if exempt:
        page.get_by_label("Exempt: those on the group").check()
        visit.press("Add it")
        expect(page.get_by_role("alert")).to_contain_text("paragraph")
        page.get_by_label("by which paragraph").select_option("7")
        page.get_by_label("why is that in the public interest").fill("It is still going on")
    visit.press("Add it")
    expect(page.get_by_text("Added")).to_be_visible()


def invite(stage):
    """Everybody with a seat is mailed, once."""
    mail.outbox.clear()
    for _ in range(2):
        call_command("meetings_invite", verbosity=0)
    to = [one.to[0] for one in mail.outbox]
    assert len(to) == len(set(to))
    assert {stage["board"].email, stage["board councillor"].email} <= set(to)
    assert LARCH not in str([one.message() for one in mail.outbox])


def at_item(visit, meeting, title):
    visit.open(f"/meetings/{meeting.pk}/live/")
    agenda = visit.page.get_by_role("navigation", name="Agenda")
    agenda.get_by_role("link", name=title).click()
    visit.check()


def hold(visit, meeting, person, today):
    """On one page: who came, what was decided openly and in private, who does what."""
    page = visit.page
    visit.open(f"/meetings/{meeting.pk}/live/")
    line = page.get_by_role("radiogroup", name=re.compile(f"^{person}(,|$)"))
    line.get_by_label("Here", exact=True).check()
    page.get_by_role("button", name="Save attendance").click()
    expect(page.get_by_text("1 here")).to_be_visible()
    at_item(visit, meeting, BUDGET)
    decide(visit, DECIDED)
    page.get_by_label("What is to be done?").fill(ACTION)
    page.get_by_label("Who answers for it?").select_option(f"person {person.pk}")
    page.get_by_label("Due", exact=True).select_option("day")
    for part, value in ("Day", today.day), ("Month", today.month), ("Year", today.year):
        page.get_by_label(part, exact=True).fill(str(value))
    page.get_by_role("button", name="Save the action").click()
    expect(page.get_by_text(re.compile(f"Action .*{ACTION}")).first).to_be_visible()
    at_item(visit, meeting, LARCH)
    decide(visit, SECRET)
    visit.press("End the meeting")
    expect(page.get_by_text("The meeting is over").first).to_be_visible()


def decide(visit, words):
    page = visit.page
    page.get_by_label("The decision in words").fill(words)
    page.get_by_role("button", name="Save the decision").click()
    expect(page.get_by_role("alert")).to_contain_text("Select what was decided")
    expect(page.get_by_label("The decision in words")).to_have_value(words)
    page.get_by_label("Agreed", exact=True).check()
    page.get_by_role("button", name="Save the decision").click()
    expect(page.get_by_text(f"Agreed: {words}").first).to_be_visible()
    expect(page.get_by_label("The decision in words")).to_have_value("")
    visit.check()


def write_the_minutes(visit, meeting):
    """They draft themselves, one item is put into words, and the group gets them."""
    visit.press("Draft the minutes")
    visit.open(f"/meetings/{meeting.pk}/minutes/")
    visit.follow(BUDGET)
    visit.page.get_by_label("What do the minutes say?").fill(MINUTED)
    visit.press("Save")
    visit.press("Circulate to the group")
    expect(visit.page.get_by_text("the group reads them now")).to_be_visible()


def approve_at_the_next(visit, meeting, today):
    """The next meeting's agenda has them; agreed there, they are locked; who did not write
    them publishes them."""
    following = arrange(visit, today + timedelta(days=1))
    visit.open(f"/meetings/{following.pk}/")
    visit.press("Send the agenda out")
    visit.press("Send it out")
    item = following.items.get(source=f"minutes {meeting.pk}")
    at_item(visit, following, item.title)
    decide(visit, "They are accurate")
    visit.open(f"/meetings/{meeting.pk}/minutes/")
    expect(visit.page.get_by_text("Minutes approved").first).to_be_visible()
    expect(visit.page.get_by_role("link", name=BUDGET)).to_have_count(0)
    expect(visit.page.get_by_role("button", name="Publish")).to_have_count(0)
    second = User.objects.create(email="second@council.example", name="Noor", role="officer")
    release_minutes(meeting.pk, by=second, now=now())


def read_with_a_seat(visit, meeting):
    """Their agency signed for this group: all of it."""
    visit.open("/meetings/")
    visit.open(f"/meetings/{meeting.pk}/minutes/")
    words = visit.page.get_by_role("main").inner_text()
    for said in (DECIDED, SECRET, MINUTED, ACTION):
        assert said in words, said
    assert visit.page.request.get(f"{visit.address}/meetings/{meeting.pk}/pack.pdf").ok
    expect(visit.page.get_by_role("button", name="Publish")).to_have_count(0)


def read_as_councillor(visit, meeting):
    """A seat, and elected office: no exempt item."""
    for page in "", "minutes/":
        visit.open(f"/meetings/{meeting.pk}/{page}")
        words = visit.page.get_by_role("main").inner_text()
        assert BUDGET in words
        assert "Exempt item (paragraph 7" in words
        for hidden in (LARCH, SECRET):
            assert hidden not in visit.page.content()
    assert visit.page.goto(f"{visit.address}/meetings/{meeting.pk}/live/").status == 403


def read_as_public(visit, meeting):
    visit.open("/minutes/")
    visit.open(f"/minutes/{meeting.pk}/")
    words = visit.page.get_by_role("main").inner_text()
    assert MINUTED in words
    assert DECIDED in words
    for hidden in (LARCH, SECRET):
        assert hidden not in visit.page.content()


def report_by_link(visit, person):
    """The reminder's link opens without signing in; one button, and once is enough."""
    mail.outbox.clear()
    for _ in range(2):
        call_command("actions_chase", verbosity=0)
    action = Action.objects.get(text=ACTION)
    [letter] = [one for one in mail.outbox if action.number in one.subject]
    assert letter.to == [person.email]
    assert ACTION not in str(letter.message())
    [link] = re.findall(r"https?://\S+/actions/\S+", letter.body)
    path = urlsplit(link).path
    visit.open(path)
    assert ACTION not in visit.page.content()
    visit.press("It is done")
    expect(visit.page.get_by_role("heading", level=1)).to_contain_text("reported done")
    visit.open(path)
    expect(visit.page.get_by_role("button", name="It is done")).to_have_count(0)


def accept(visit):
    action = Action.objects.get(text=ACTION)
    visit.open(f"/actions/{action.number}/")
    visit.press("Accept as done")
    expect(visit.page.get_by_text("Accepted").first).to_be_visible()


@pytest.mark.parametrize(
    "size",
    [pytest.param(NARROW, id="narrow"), pytest.param(WIDE, id="wide", marks=pytest.mark.deep)],
)
def test_what_was_typed_survives_a_lost_line_and_goes_with_whoever_signs_out(stage, walk, size):
    visit = walk(size)
    visit.sign_in(stage["officer"])
    meeting = Meeting.objects.filter(state="agenda_out").first()
    item = meeting.items.first()
    live, page = f"/meetings/{meeting.pk}/live/?item={item.pk}", visit.page
    words = page.get_by_label("The decision in words")
    line = page.get_by_text("The line is down")
    visit.open(live)
    page.context.set_offline(True)
    expect(line).to_be_visible()
    words.fill("Half a thought")
    page.get_by_label("Noted", exact=True).check()
    with contextlib.suppress(Error):
        page.reload()
    page.context.set_offline(False)
    visit.complaints.clear()
    visit.open(live)
    expect(words).to_have_value("Half a thought")
    expect(page.get_by_label("Noted", exact=True)).to_be_checked()
    expect(line).to_be_hidden()
    page.context.set_offline(True)
    words.fill("A whole thought")
    page.get_by_role("button", name="Save the decision").click()
    expect(words).to_have_value("A whole thought")
    page.context.set_offline(False)
    expect(page.get_by_text("Noted: A whole thought")).to_be_visible()
    assert meeting.decisions.filter(text="A whole thought").count() == 1
    words.fill("Not for the next person")
    page.get_by_role("button", name="Sign out").first.click()
    page.wait_for_load_state()
    assert kept(page) == []
    visit.sign_in(stage["officer"])
    visit.open(live)
    expect(words).to_have_value("")


def kept(page):
    keys = "Object.keys(sessionStorage).filter(key => key.startsWith('kept:'))"
    return page.evaluate(keys)


def end_session(visit):
    """As after half an hour at lunch: nobody has signed out."""
    visit.page.context.clear_cookies()


def test_what_was_typed_is_its_writers_alone_when_a_session_runs_out(stage, walk):
    visit = walk(NARROW)
    writer, other = stage["officer"], stage["board"]
    meeting = Meeting.objects.filter(state="agenda_out").first()
    live, page = f"/meetings/{meeting.pk}/live/?item={meeting.items.first().pk}", visit.page
    words = page.get_by_label("The decision in words")
    visit.sign_in(writer)
    visit.open(live)
    assert writer.email not in page.content()
    words.fill("Half a thought")
    end_session(visit)
    visit.sign_in(writer)
    visit.open(live)
    expect(words).to_have_value("Half a thought")
    end_session(visit)
    visit.sign_in(other)
    assert kept(page) == []
    end_session(visit)
    visit.sign_in(writer)
    visit.open(live)
    expect(words).to_have_value("")


def test_what_was_typed_is_forgotten_after_the_longest_session(stage, walk):
    visit = walk(NARROW)
    meeting = Meeting.objects.filter(state="agenda_out").first()
    live, page = f"/meetings/{meeting.pk}/live/?item={meeting.items.first().pk}", visit.page
    visit.sign_in(stage["officer"])
    visit.open(live)
    page.get_by_label("The decision in words").fill("Half a thought")
    end_session(visit)
    for hours, still in (11, 1), (12, 0):
        page.evaluate(
            """(hours) => {
              for (const [key, held] of Object.entries({...sessionStorage})) {
                const entry = {...JSON.parse(held), at: Date.now() - hours * 3600 * 1000};
                sessionStorage.setItem(key, JSON.stringify(entry));
              }
            }""",
            hours,
        )
        visit.open("/sign-in/")
        assert len(kept(page)) == still
