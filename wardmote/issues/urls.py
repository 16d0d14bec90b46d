"""Addresses of this app's pages. An issue's address is its number."""

from django.urls import path

from wardmote.issues.views import (
    acting,
    hearing,
    prioritising,
    reading,
    releasing,
    searching,
    unblocking,
    updating,
    writing,
)

ISSUE = "<str:number>/"
CONCERN = "concerns/<slug:receipt>/"

urlpatterns = [
    path("", reading.issues, name="issues"),
    path("search/", searching.search, name="search-issues"),
    path("raise/", writing.raise_new, name="raise-issue"),
    path("figure/", reading.figure, name="figure"),
    path("figure/list/", reading.figure_list, name="figure-list"),
    path("groups/<row:pk>/", reading.group_issues, name="group-issues"),
    path("groups/<row:pk>/ranked/", prioritising.ranked, name="ranked-issues"),
    path("groups/<row:pk>/updates/", updating.updates, name="group-updates"),
    path("updates/<row:pk>/", updating.update, name="update"),
    path("updates/<row:pk>/edit/", updating.edit, name="update-edit"),
    path("updates/<row:pk>/send/", updating.send, name="update-send"),
    path("updates/<row:pk>/paper.<str:ending>", updating.update_file, name="update-file"),
    path("unblock/", unblocking.unblock_desk, name="unblock-desk"),
    path("unblock/<row:pk>/", unblocking.answer, name="answer-ask"),
    path("concerns/", hearing.concerns, name="concerns"),
    path(CONCERN, hearing.concern, name="concern"),
    path(CONCERN + "take-up/", hearing.take_up, name="take-up-concern"),
    path(CONCERN + "send-on/", hearing.send_on, name="send-on-concern"),
    path(CONCERN + "issue/", hearing.to_issue, name="raise-concern"),
    path(CONCERN + "answer/", hearing.answer, name="answer-concern"),
    path(CONCERN + "clear/", hearing.clear_answer, name="clear-concern"),
    path(CONCERN + "close/", hearing.close, name="close-concern"),
    path(ISSUE, reading.issue, name="issue"),
    path(ISSUE + "pass/", writing.pass_on, name="pass-issue"),
    path(ISSUE + "take-on/", writing.take_on, name="take-on-issue"),
    path(ISSUE + "tell/", writing.tell, name="tell-issue"),
    path(ISSUE + "hold/", writing.hold, name="hold-issue"),
    path(ISSUE + "resume/", writing.resume, name="resume-issue"),
    path(ISSUE + "close/", writing.close, name="close-issue"),
    path(ISSUE + "reopen/", writing.reopen, name="reopen-issue"),
    path(ISSUE + "text/", writing.rewrite, name="rewrite-issue"),
    path(ISSUE + "ask/", unblocking.ask_new, name="ask-issue"),
    path(ISSUE + "marks/", prioritising.mark, name="mark-issue"),
    path(ISSUE + "place/", prioritising.place, name="place-issue"),
    path(ISSUE + "release/", releasing.release_issue, name="release-issue"),
    path(ISSUE + "release/<row:pk>/", releasing.clear, name="clear-issue"),
    path(ISSUE + "release/<row:pk>/go-ahead/", releasing.go_ahead, name="issue-go-ahead"),
    path(
        ISSUE + "released/<row:pk>/withdraw/",
        releasing.take_back_release,
        name="withdraw-issue",
    ),
    path(ISSUE + "action/", acting.record, name="issue-action"),
    path(ISSUE + "refer/", writing.refer, name="refer-issue"),
]
