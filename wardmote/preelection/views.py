"""The periods, who the monitoring officer is, and what waits for their go-ahead."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import localdate, now
from django.views.decorators.http import require_safe

from wardmote.kernel.errors import RuleBroken, Stale
from wardmote.kernel.periods import day_words
from wardmote.law.elections import timetable
from wardmote.people.access import SignedInRequest
from wardmote.people.pages import FormPage, add_refusal, get_or_post, posted
from wardmote.places.models import Edition
from wardmote.places.queries import edition_in_use, places_of
from wardmote.places.rules import KIND_PLURALS, Kind
from wardmote.preelection.access import (
    keeps_periods,
    may_answer,
    reads_go_ahead,
    reads_periods,
    require_keeper,
    require_monitoring_officer,
    require_reader,
)
from wardmote.preelection.forms import (
    GIVE,
    AnswerForm,
    EndForm,
    MonitoringOfficerForm,
    PeriodForm,
)
from wardmote.preelection.models import ElectionPeriod, GoAhead
from wardmote.preelection.queries import (
    PLACES,
    all_periods,
    answered_go_aheads,
    code_of_practice,
    monitoring_officer,
    named_places,
    period_lines,
    waiting_go_aheads,
)
from wardmote.preelection.rules import PUBLICITY_NAMES, TREATMENTS, Treatment
from wardmote.preelection.usecases import (
    add_period,
    change_period,
    end_period,
    give_go_ahead,
    name_monitoring_officer,
    refuse_go_ahead,
)

BACK = ("pre-election", "Pre-election periods")
BOTH = "OFFICIAL: partnership officer and monitoring officer"
MOST_ANSWERED = 50
DISTRICT = "district"
BACK_START = ("start", "Start")


@require_safe
def periods(request: SignedInRequest) -> HttpResponse:
    """Which periods run, come and are over; what is held; who gives the go-ahead."""
    require_reader(request.user)
    today = localdate()
    lines = period_lines(today)
    context = {
        "marking": BOTH,
        "current": sorted(
            (one for one in lines if not one.is_over), key=lambda one: one.period.notice_on
        ),
        "over": [one for one in lines if one.is_over],
        "until": max((one.period.poll_on for one in lines if one.runs), default=None),
        "next": min((one.period.notice_on for one in lines if one.may_change), default=None),
        "keeps": keeps_periods(request.user, today),
        "officer": monitoring_officer(),
        "waiting": waiting_go_aheads().count(),
        "kinds": _kinds(),
        "code": code_of_practice(),
        **_treated(),
    }
    return render(request, "preelection/periods.html", context)


def _treated() -> dict[str, list[str]]:
    """What is held, ticked and goes on, in words."""
    return {
        treatment.name.lower(): [
            PUBLICITY_NAMES[one] for one, found in TREATMENTS.items() if found is treatment
        ]
        for treatment in Treatment
    }


def _kinds() -> list[tuple[str, str]]:
    """Kinds of place that boundaries have been loaded of: some wards, some parishes."""
    loaded = set(Edition.objects.filter(kind__in=PLACES).values_list("kind", flat=True))
    return [(str(kind), KIND_PLURALS[kind]) for kind in PLACES if kind in loaded]


@get_or_post
def new_period(request: SignedInRequest, what: str) -> HttpResponse:
    """Ask what is voted on, and when; with the last lawful day of the notice filled in."""
    require_keeper(request.user)
    edition = _edition(what)
    form = _form(request, edition, {})
    page = FormPage(_title(edition), "Continue", *BACK, intro=_intro())
    if form.is_valid() and form.cleaned_data["notice_on"] is None:
        return _suggest(request, page, form, "Add it")
    return page.ask(
        request, form, lambda: add_period(form.terms(), by=request.user, now=now()), "Added"
    )


@get_or_post
def change(request: SignedInRequest, pk: int) -> HttpResponse:
    """Mend a period that has not begun."""
    require_keeper(request.user)
    found = _period(pk)
    initial = {
        "poll": found.poll,
        "body": found.body_id,
        "poll_on": found.poll_on,
        "notice_on": found.notice_on,
        "codes": found.codes,
        "version": found.version,
    }
    form = _form(request, found.edition, initial)
    page = FormPage("Change this period", "Change it", *BACK, found.title, _intro())
    if form.is_valid() and form.cleaned_data["notice_on"] is None:
        return _suggest(request, page, form, "Change it")

    def deed() -> None:
        version = form.cleaned_data["version"] or 0
        change_period(pk, form.terms(), version, by=request.user, now=now())

    return page.ask(request, form, deed, "Changed")


def _form(
    request: SignedInRequest, edition: Edition | None, initial: dict[str, object]
) -> PeriodForm:
    places = places_of(edition).order_by("name").values_list("code", "name") if edition else ()
    return PeriodForm(posted(request), initial=initial, edition=edition, places=dict(places))


def _suggest(
    request: SignedInRequest, page: FormPage, form: PeriodForm, does: str
) -> HttpResponse:
    """The same questions with the last lawful day, for the officer to confirm."""
    filled = form.with_notice()
    if filled is None:
        form.add_error("notice_on", "Enter the day of the notice of election")
        return page.answer(request, form)
    terms = form.terms()
    again = PeriodForm(filled, edition=form.edition, places=_places(form))
    law = timetable(terms.poll, terms.poll_on)
    suggested = FormPage(
        page.title,
        does,
        page.back,
        page.back_words,
        page.caption,
        f"The day of the notice is filled in: {law.days if law else ''} days before the poll, "
        "not counting weekends and bank holidays "
        f"({law.source if law else ''}). If the notice is published on another day, enter "
        "that day. Then go on.",
    )
    return suggested.answer(request, again)


def _places(form: PeriodForm) -> dict[str, str]:
    field = form.fields.get("codes")
    return dict(getattr(field, "choices", ()))


def _edition(what: str) -> Edition | None:
    """None for the whole district. 404 for what nobody votes in, or without boundaries."""
    if what == DISTRICT:
        return None
    try:
        if what in PLACES:
            return edition_in_use(Kind(what))
    except RuleBroken:
        pass
    raise Http404


def _title(edition: Edition | None) -> str:
    where = (
        "the whole district" if edition is None else f"some {KIND_PLURALS[Kind(edition.kind)]}"
    )
    return f"Enter an election in {where}"


def _intro() -> str:
    return "The period runs from the day of the notice of election to the end of polling day."


def _period(pk: int) -> ElectionPeriod:
    return get_object_or_404(ElectionPeriod.objects.select_related("body", "edition"), pk=pk)


@get_or_post
def end(request: SignedInRequest, pk: int) -> HttpResponse:
    """Nobody votes after all: ask why."""
    require_keeper(request.user)
    found = _period(pk)
    form = EndForm(posted(request), initial={"version": found.version})
    page = FormPage(
        "End this period early",
        "End it today",
        *BACK,
        found.title,
        f"From today on this period holds nothing. Otherwise it ends after polling day, "
        f"{day_words(found.poll_on)}.",
    )

    def deed() -> None:
        given = form.cleaned_data
        end_period(pk, given["reason"], given["version"], by=request.user, now=now())

    return page.ask(request, form, deed, "Ended")


@get_or_post
def name_officer(request: SignedInRequest) -> HttpResponse:
    """Who the monitoring officer is."""
    require_keeper(request.user)
    form = MonitoringOfficerForm(posted(request), initial={"person": monitoring_officer()})
    page = FormPage("Who is the monitoring officer?", "Record it", *BACK)

    def deed() -> None:
        name_monitoring_officer(form.cleaned_data["person"], by=request.user, now=now())

    return page.ask(request, form, deed, "Recorded")


@require_safe
def go_aheads(request: SignedInRequest) -> HttpResponse:
    """What waits for the monitoring officer, and what they have answered."""
    require_reader(request.user)
    context = {
        "marking": BOTH,
        "waiting": list(waiting_go_aheads()),
        "answered": list(answered_go_aheads()[:MOST_ANSWERED]),
        "officer": monitoring_officer(),
    }
    return render(request, "preelection/go_aheads.html", context)


@get_or_post
def go_ahead(request: SignedInRequest, pk: int) -> HttpResponse:
    """The words that would go out, why, and the answer: asked of the monitoring officer,
    shown to whoever asked and to officers."""
    today = localdate()
    asked = GoAhead.objects.select_related("asked_by", "answered_by").filter(pk=pk).first()
    if asked is None or not reads_go_ahead(request.user, asked, today):
        raise Http404
    if request.method == "POST":
        require_monitoring_officer(request.user, today)
    form = AnswerForm(posted(request))
    status = 422
    if form.is_valid():
        given = form.cleaned_data
        answer = give_go_ahead if given["answer"] == GIVE else refuse_go_ahead
        try:
            answer(pk, given["reason"], by=request.user, now=now())
        except RuleBroken as refusal:
            status = 409 if isinstance(refusal, Stale) else 422
            add_refusal(form, refusal)
        else:
            messages.success(request, "Answered. Whoever asked sees it beside their text")
            return redirect("go-aheads")
    page = FormPage(
        asked.title,
        "Answer",
        *(("go-aheads", "Go-aheads") if reads_periods(request.user, today) else BACK_START),
        marking=BOTH,
        template="preelection/go_ahead.html",
    )
    return page.answer(
        request,
        form,
        status,
        asked=asked,
        places=named_places(asked.codes),
        for_periods=list(all_periods().filter(pk__in=asked.periods)),
        answers=may_answer(request.user, asked, today),
        officer=monitoring_officer(),
    )
