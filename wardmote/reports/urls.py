"""Addresses of the partners' report pages."""

from django.urls import path

from wardmote.reports.views import publishing, reading, writing

urlpatterns = [
    path("", reading.reports, name="reports"),
    path("<quarter:quarter>/", reading.report, name="report"),
    path("<quarter:quarter>/draft/", writing.draft, name="report-draft"),
    path("<quarter:quarter>/findings/new/", writing.finding, name="finding-new"),
    path("<quarter:quarter>/findings/<row:pk>/", writing.finding, name="finding"),
    path(
        "<quarter:quarter>/findings/<row:pk>/remove/",
        writing.finding_remove,
        name="finding-remove",
    ),
    path("<quarter:quarter>/reasons/", writing.reasons, name="report-reasons"),
    path("<quarter:quarter>/step/", writing.step, name="report-step"),
    path("<quarter:quarter>/publish/", publishing.publish_report, name="report-publish"),
    path("<quarter:quarter>/correct/", publishing.correct, name="report-correct"),
    path("<quarter:quarter>/withdraw/", publishing.withdraw, name="report-withdraw"),
    path("<quarter:quarter>/files/<str:ending>", reading.draft_file, name="report-file"),
    path("<quarter:quarter>/editions/<row:number>/", reading.edition, name="report-edition"),
    path(
        "<quarter:quarter>/editions/<row:number>/<str:ending>",
        reading.edition_file,
        name="report-edition-file",
    ),
]
