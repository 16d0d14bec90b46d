"""Addresses of the partners' report pages."""

from django.urls import path

from wardmote.reports.views import assessment, notice, publishing, reading, writing

urlpatterns = [
    path("", reading.reports, name="reports"),
    path("assessments/<quarter:quarter>/", assessment.assessment, name="assessment"),
    path("assessments/<quarter:quarter>/draft/", assessment.draft, name="assessment-draft"),
    path(
        "assessments/<quarter:quarter>/sections/<slug:key>/",
        assessment.section,
        name="assessment-section",
    ),
    path("assessments/<quarter:quarter>/submit/", assessment.submit, name="assessment-submit"),
    path(
        "assessments/<quarter:quarter>/take-back/",
        assessment.take_back,
        name="assessment-take-back",
    ),
    path(
        "assessments/<quarter:quarter>/correct/",
        assessment.correct,
        name="assessment-correct",
    ),
    path(
        "assessments/<quarter:quarter>/publish/",
        assessment.publish,
        name="assessment-publish",
    ),
    path(
        "assessments/<quarter:quarter>/notice/",
        assessment.give_notice,
        name="assessment-notice",
    ),
    path(
        "assessments/<quarter:quarter>/withdraw/",
        assessment.withdraw,
        name="assessment-withdraw",
    ),
    path(
        "assessments/<quarter:quarter>/files/<str:ending>",
        assessment.file,
        name="assessment-file",
    ),
    path(
        "assessments/<quarter:quarter>/editions/<row:number>/",
        assessment.edition,
        name="assessment-edition",
    ),
    path(
        "assessments/<quarter:quarter>/editions/<row:number>/<str:ending>",
        assessment.edition_file,
        name="assessment-edition-file",
    ),
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
    path("<quarter:quarter>/notice/", notice.notice, name="report-notice"),
    path(
        "<quarter:quarter>/notice/take-back/",
        notice.take_notice_back,
        name="report-notice-back",
    ),
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
