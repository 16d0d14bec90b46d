"""Addresses of what councillors and clerks tell the PSG: beside *My ward*."""

from django.urls import path

from wardmote.issues.views import concerns

urlpatterns = [
    path("", concerns.my_concerns, name="my-concerns"),
    path("tell/", concerns.tell, name="tell-psg"),
    path("<slug:receipt>/", concerns.my_concern, name="my-concern"),
]
