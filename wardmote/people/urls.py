"""Addresses for signing in and out."""

from django.urls import path

from wardmote.people import views

urlpatterns = [
    path("sign-in/", views.SignIn.as_view(), name="sign-in"),
    path("sign-out/", views.SignOut.as_view(), name="sign-out"),
    path("link/<str:token>/", views.one_time_link, name="one-time-link"),
]
