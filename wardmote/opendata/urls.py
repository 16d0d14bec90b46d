"""Addresses of the open data. The API's own come from its operations."""

from django.urls import URLPattern, path

from wardmote.opendata import parishes, views  # noqa: F401 - parishes adds its operations
from wardmote.opendata.answers import open_answer
from wardmote.opendata.api import api
from wardmote.opendata.feeds import (
    Published,
    PublishedBulletins,
    PublishedOfParish,
    PublishedOfWard,
)

_operations = [
    path(f"v1/{one.pattern}", open_answer(one.callback), name=one.name)
    for one in api.urls[0]
    if isinstance(one, URLPattern) and one.name != "api-root"
]

urlpatterns = [
    path("", views.about, name="open-data"),
    path("openapi.json", open_answer(views.openapi), name="open-data-openapi"),
    path("feed/", open_answer(Published()), name="feed"),
    path("feed/bulletins/", open_answer(PublishedBulletins()), name="bulletin-feed"),
    path("feed/wards/<slug:code>/", open_answer(PublishedOfWard()), name="ward-feed"),
    path(
        "feed/parishes/<slug:code>/",
        open_answer(PublishedOfParish()),
        name="parish-feed",
    ),
    path("embed/wards/<slug:code>/", views.embed, name="ward-embed"),
    path("embed/parishes/<slug:code>/", views.parish_embed, name="parish-embed"),
    path("<str:name>", open_answer(views.district_file), name="open-data-file"),
    path(
        "wards/<slug:code>/<str:name>", open_answer(views.ward_file), name="open-data-ward-file"
    ),
    path(
        "parishes/<slug:code>/<str:name>",
        open_answer(views.parish_file),
        name="open-data-parish-file",
    ),
    *_operations,
]
