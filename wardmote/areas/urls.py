"""Addresses of this app's pages."""

from django.urls import path

from wardmote.areas.views import areas, wards

urlpatterns = [
    path("wards/", wards.wards, name="wards"),
    path("wards/wards.csv", wards.wards_csv, name="wards-csv"),
    path("wards/<str:code>/", wards.ward, name="ward"),
    path("areas/", areas.areas, name="areas"),
    path("areas/propose/", areas.propose, name="areas-propose"),
    path("areas/judgment/", areas.judgment, name="areas-judgment"),
    path("areas/<str:code>/", areas.area, name="area"),
    path("areas/<str:code>/decide/", areas.decide, name="area-decide"),
    path("areas/<str:code>/led-elsewhere/", areas.led_elsewhere, name="area-led-elsewhere"),
]
