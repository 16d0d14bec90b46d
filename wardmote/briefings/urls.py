"""Addresses of the public pages and of "my ward"."""

from django.urls import path

from wardmote.briefings.views import briefing, members, parishes, public, wards

urlpatterns = [
    path("", public.home, name="home"),
    path("in/", public.public_wards, name="public-wards"),
    path("in/<slug:code>/", wards.public_ward, name="public-ward"),
    path("in/parish/<slug:code>/", parishes.public_parish, name="public-parish"),
    path("published/", public.public_reports, name="public-reports"),
    path("published/<quarter:quarter>/", public.public_report, name="public-report"),
    path(
        "published/<quarter:quarter>/edition/<row:number>/",
        public.public_report,
        name="public-edition",
    ),
    path(
        "published/<quarter:quarter>/<str:name>",
        public.public_report_file,
        name="public-report-file",
    ),
    path(
        "published/assessments/<quarter:quarter>/",
        public.public_assessment,
        name="public-assessment",
    ),
    path(
        "published/assessments/<quarter:quarter>/edition/<row:number>/",
        public.public_assessment,
        name="public-assessment-edition",
    ),
    path(
        "published/assessments/<quarter:quarter>/<str:name>",
        public.public_assessment_file,
        name="public-assessment-file",
    ),
    path("minutes/", public.public_meetings, name="public-meetings"),
    path("minutes/<row:pk>/", public.public_meeting, name="public-meeting"),
    path("minutes/<row:pk>/<str:name>", public.public_meeting_file, name="public-meeting-file"),
    path("terms/<row:pk>/", public.public_terms, name="public-terms"),
    path("terms/<row:pk>/<str:name>", public.public_terms_file, name="public-terms-file"),
    path("told-us/<row:pk>/", public.public_survey, name="public-survey"),
    path("about-the-figures/", public.about_figures, name="about-figures"),
    path("my-ward/", members.my_ward, name="my-ward"),
    path("my-ward/briefing/", briefing.my_briefing, name="my-briefing"),
    path(
        "my-ward/briefing/files/<str:ending>",
        briefing.my_briefing_file,
        name="my-briefing-file",
    ),
    path("my-ward/<slug:code>/briefing/", briefing.briefing, name="briefing"),
    path(
        "my-ward/<slug:code>/briefing/files/<str:ending>",
        briefing.briefing_file,
        name="briefing-file",
    ),
    path("my-ward/notices/<row:pk>/", members.notice, name="notice"),
    path("my-ward/notices/<row:pk>/read/", members.acknowledge_notice, name="notice-read"),
    path("logo", public.logo, name="logo"),
]
