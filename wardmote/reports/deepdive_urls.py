"""Addresses under a ward's own that show what reports know of it."""

from django.urls import path

from wardmote.reports.views import deepdive

urlpatterns = [
    path("deep-dive/", deepdive.page, name="deep-dive"),
    path("deep-dive/paper.<str:ending>", deepdive.file, name="deep-dive-file"),
]
