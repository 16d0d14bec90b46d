"""Addresses of the pulse."""

from django.urls import path

from wardmote.pulse import views

urlpatterns = [
    path("", views.my_pulse, name="pulse"),
    path("link/<str:token>/", views.use_link, name="pulse-link"),
    path("results/", views.results, name="pulse-results"),
    path("results/ask/", views.open_question, name="pulse-ask"),
    path("results/go-ahead/", views.ask_for_go_ahead, name="pulse-go-ahead"),
    path("adjustments/", views.adjustments, name="pulse-adjustments"),
    path("adjustments/new/", views.adjust, name="pulse-adjust"),
    path("adjustments/<str:code>/dismiss/", views.dismiss, name="pulse-dismiss"),
]
