"""Addresses of this app's pages."""

from django.urls import path

from wardmote.areas.views import areas, deciding, local, wards, weights

urlpatterns = [
    path("wards/", wards.wards, name="wards"),
    path("wards/wards.csv", wards.wards_csv, name="wards-csv"),
    path("wards/<str:code>/", wards.ward, name="ward"),
    path("areas/", areas.areas, name="areas"),
    path("areas/propose/", areas.propose, name="areas-propose"),
    path("areas/judgment/", deciding.judgment, name="areas-judgment"),
    path("areas/harm-weights/", weights.weights, name="harm-weights"),
    path("areas/harm-weights/restore/", weights.restore, name="harm-weights-restore"),
    path("areas/harm-weights/table.csv", weights.weights_csv, name="harm-weights-csv"),
    path("areas/local/", local.local, name="local-agenda"),
    path("areas/<str:code>/", areas.area, name="area"),
    path("areas/<str:code>/decide/", deciding.decide, name="area-decide"),
    path("areas/<str:code>/led-elsewhere/", deciding.led_elsewhere, name="area-led-elsewhere"),
]
