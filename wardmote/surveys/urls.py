"""Addresses of surveys: where they are made, and the one that people answer by."""

from django.urls import path

from wardmote.surveys.views import answering, clearing, making, telling

urlpatterns = [
    path("survey/<slug:key>/", answering.answer, name="answer-survey"),
    path("surveys/", making.surveys, name="surveys"),
    path("surveys/new/", making.new_survey, name="new-survey"),
    path("surveys/<row:pk>/", making.survey, name="survey"),
    path("surveys/<row:pk>/change/", making.change, name="change-survey"),
    path("surveys/<row:pk>/questions/new/", making.question, name="new-question"),
    path("surveys/<row:pk>/questions/<row:number>/", making.question, name="change-question"),
    path(
        "surveys/<row:pk>/questions/<row:number>/remove/",
        making.remove_question,
        name="remove-question",
    ),
    path(
        "surveys/<row:pk>/questions/<row:number>/move/",
        making.move,
        name="move-question",
    ),
    path("surveys/<row:pk>/preview/", making.preview, name="preview-survey"),
    path("surveys/<row:pk>/hand-in/", making.hand_in_survey, name="hand-in-survey"),
    path("surveys/<row:pk>/open/", making.open_it, name="open-survey"),
    path("surveys/<row:pk>/go-ahead/", clearing.go_ahead, name="survey-go-ahead"),
    path("surveys/<row:pk>/stop/", making.stop, name="stop-survey"),
    path("surveys/<row:pk>/results/", telling.results, name="survey-results"),
    path("surveys/<row:pk>/notice/", telling.notice, name="survey-notice"),
    path("surveys/<row:pk>/notice/back/", telling.notice_back, name="survey-notice-back"),
    path("surveys/<row:pk>/publish/", telling.publish, name="publish-survey"),
    path("surveys/<row:pk>/withdraw/", telling.withdraw, name="withdraw-survey"),
]
