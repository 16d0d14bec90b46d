"""Addresses of this app's pages."""

from django.urls import path

from wardmote.meetings.views import (
    council,
    live,
    load,
    minuting,
    planning,
    publishing,
    reading,
    recalling,
    terms,
    ways,
)

ONE = "<row:pk>/"
ITEM = ONE + "items/<row:item>/"
PAPER = ONE + "papers/<row:paper>/"
GROUP = "groups/<row:pk>/terms/"
TERMS = "terms/<row:pk>"

urlpatterns = [
    path("", reading.meetings, name="meetings"),
    path("load/", load.load, name="meeting-load"),
    path("load.csv", load.load_file, name="meeting-load-file"),
    path("groups/<row:pk>/arrange/", planning.arrange, name="meeting-arrange"),
    path(GROUP, terms.terms, name="terms"),
    path(GROUP + "propose/", terms.propose, name="terms-propose"),
    path(GROUP + "enter/", terms.enter, name="terms-enter"),
    path(TERMS + "/", terms.version, name="terms-version"),
    path(TERMS + ".<str:ending>", terms.file, name="terms-file"),
    path(TERMS + "/compare/", terms.compare, name="terms-compare"),
    path(TERMS + "/compare.<str:ending>", terms.compare_file, name="terms-compare-file"),
    path(TERMS + "/change/", terms.change, name="terms-change"),
    path(TERMS + "/put/", terms.put, name="terms-put"),
    path(TERMS + "/withdraw/", terms.withdraw, name="terms-withdraw"),
    path(TERMS + "/publish/", publishing.publish_terms, name="terms-publish"),
    path("groups/<row:pk>/ways/", ways.ways, name="ways"),
    path("groups/<row:pk>/ways/new/", ways.begin, name="way-new"),
    path("ways/<row:pk>/", ways.way, name="way"),
    path("ways/<row:pk>/answer/", ways.answer, name="way-answer"),
    path("ways/<row:pk>/review/", ways.review, name="way-review"),
    path("groups/<row:pk>/old/", recalling.put_in, name="old-minutes-new"),
    path("old/<row:pk>/", recalling.review, name="old-minutes"),
    path("old/<row:pk>/throw-away/", recalling.throw_away, name="old-minutes-throw-away"),
    path(ONE, reading.meeting, name="meeting"),
    path(ONE + "agenda.<str:ending>", reading.agenda_file, name="agenda-file"),
    path(ONE + "pack.pdf", reading.pack_file, name="agenda-pack"),
    path(ONE + "invitation.ics", reading.invitation_file, name="invitation"),
    path(ONE + "change/", planning.rearrange, name="meeting-change"),
    path(ONE + "call-off/", planning.call_off, name="meeting-call-off"),
    path(ONE + "fill/", planning.fill, name="agenda-fill"),
    path(ONE + "send/", planning.send, name="agenda-send"),
    path(ONE + "council/", council.put_in, name="council-page"),
    path(ONE + "council/match/", council.match, name="council-match"),
    path(ONE + "council/take-off/", council.take_off, name="council-take-off"),
    path(ONE + "publish/", publishing.publish_agenda, name="agenda-publish"),
    path(ONE + "items/new/", planning.item_new, name="item-new"),
    path(ITEM, planning.item_change, name="item-change"),
    path(ITEM + "move/", planning.item_move, name="item-move"),
    path(ITEM + "strike/", planning.item_strike, name="item-strike"),
    path(ITEM + "papers/new/", planning.paper_new, name="paper-new"),
    path(PAPER, reading.paper, name="paper"),
    path(PAPER + "withdraw/", planning.paper_withdraw, name="paper-withdraw"),
    path(ONE + "live/", live.live, name="meeting-live"),
    path(
        ONE + "live/items/<row:item>/accept/<str:number>/",
        live.accept,
        name="accept-at-meeting",
    ),
    path(
        ONE + "live/decisions/<row:decision>/take-back/",
        live.take_decision_back,
        name="decision-take-back",
    ),
    path(ONE + "end/", live.end, name="meeting-end"),
    path(ONE + "minutes/", minuting.minutes, name="minutes"),
    path(ONE + "minutes.<str:ending>", minuting.minutes_file, name="minutes-file"),
    path(
        ONE + "minutes/approved-before/",
        minuting.approved_before,
        name="minutes-approved-before",
    ),
    path(ONE + "minutes/source/", minuting.source, name="minutes-source"),
    path(ONE + "minutes/draft/", minuting.draft, name="minutes-draft"),
    path(ONE + "minutes/items/<row:item>/", minuting.write, name="minute-write"),
    path(ONE + "minutes/circulate/", minuting.circulate, name="minutes-circulate"),
    path(ONE + "minutes/take-back/", minuting.take_back, name="minutes-take-back"),
    path(ONE + "minutes/correct/", minuting.correct, name="minutes-correct"),
    path(ONE + "minutes/notice/", publishing.minutes_notice, name="minutes-notice"),
    path(ONE + "minutes/publish/", publishing.publish_minutes, name="minutes-publish"),
]
