"""Addresses of the partners' report pages."""

from django.urls import path

from wardmote.reports import views

urlpatterns = [
    path("", views.reports, name="reports"),
    path("<quarter:quarter>/", views.report, name="report"),
    path("<quarter:quarter>/draft/", views.draft, name="report-draft"),
    path("<quarter:quarter>/findings/new/", views.finding, name="finding-new"),
    path("<quarter:quarter>/findings/<int:pk>/", views.finding, name="finding"),
    path(
        "<quarter:quarter>/findings/<int:pk>/remove/",
        views.finding_remove,
        name="finding-remove",
    ),
    path("<quarter:quarter>/reasons/", views.reasons, name="report-reasons"),
    path("<quarter:quarter>/step/", views.step, name="report-step"),
    path("<quarter:quarter>/publish/", views.publish_report, name="report-publish"),
    path("<quarter:quarter>/correct/", views.correct, name="report-correct"),
    path("<quarter:quarter>/withdraw/", views.withdraw, name="report-withdraw"),
    path("<quarter:quarter>/files/<str:ending>", views.draft_file, name="report-file"),
    path("<quarter:quarter>/editions/<int:number>/", views.edition, name="report-edition"),
    path(
        "<quarter:quarter>/editions/<int:number>/<str:ending>",
        views.edition_file,
        name="report-edition-file",
    ),
]
