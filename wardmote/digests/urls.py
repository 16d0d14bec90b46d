"""Addresses of mail to members."""

from django.urls import path

from wardmote.digests import views

urlpatterns = [
    path("", views.mail_choice, name="mail-choice"),
    path("link/<str:token>/", views.stop, name="mail-stop"),
]
