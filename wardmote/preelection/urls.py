"""Addresses of pre-election periods."""

from django.urls import path

from wardmote.preelection import views

urlpatterns = [
    path("", views.periods, name="pre-election"),
    path("new/<str:what>/", views.new_period, name="period-new"),
    path("<row:pk>/change/", views.change, name="period-change"),
    path("<row:pk>/end/", views.end, name="period-end"),
    path("monitoring-officer/", views.name_officer, name="monitoring-officer"),
    path("go-aheads/", views.go_aheads, name="go-aheads"),
    path("go-aheads/<row:pk>/", views.go_ahead, name="go-ahead"),
]
