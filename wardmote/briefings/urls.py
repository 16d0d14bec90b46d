"""Addresses of the public pages and of "my ward"."""

from django.urls import path

from wardmote.briefings import views

urlpatterns = [
    path("", views.home, name="home"),
    path("in/", views.public_wards, name="public-wards"),
    path("in/<slug:code>/", views.public_ward, name="public-ward"),
    path("published/", views.public_reports, name="public-reports"),
    path("published/<quarter:quarter>/", views.public_report, name="public-report"),
    path(
        "published/<quarter:quarter>/edition/<row:number>/",
        views.public_report,
        name="public-edition",
    ),
    path(
        "published/<quarter:quarter>/<str:name>",
        views.public_report_file,
        name="public-report-file",
    ),
    path(
        "published/assessments/<quarter:quarter>/",
        views.public_assessment,
        name="public-assessment",
    ),
    path(
        "published/assessments/<quarter:quarter>/edition/<row:number>/",
        views.public_assessment,
        name="public-assessment-edition",
    ),
    path(
        "published/assessments/<quarter:quarter>/<str:name>",
        views.public_assessment_file,
        name="public-assessment-file",
    ),
    path("minutes/", views.public_meetings, name="public-meetings"),
    path("minutes/<row:pk>/", views.public_meeting, name="public-meeting"),
    path("minutes/<row:pk>/<str:name>", views.public_meeting_file, name="public-meeting-file"),
    path("terms/<row:pk>/", views.public_terms, name="public-terms"),
    path("terms/<row:pk>/<str:name>", views.public_terms_file, name="public-terms-file"),
    path("about-the-figures/", views.about_figures, name="about-figures"),
    path("my-ward/", views.my_ward, name="my-ward"),
    path("logo", views.logo, name="logo"),
]
