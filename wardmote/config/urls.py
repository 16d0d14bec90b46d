"""All addresses. A page belongs to the highest app that it shows."""

from django.conf import settings
from django.urls import include, path, register_converter

from wardmote.kernel.addresses import NumberInAddress, QuarterInAddress

register_converter(NumberInAddress, "row")
register_converter(QuarterInAddress, "quarter")

urlpatterns = [
    path("", include("wardmote.briefings.urls")),
    path("open-data/", include("wardmote.opendata.urls")),
    path("", include("wardmote.signin.urls")),
    path("", include("wardmote.desk.urls")),
    path("", include("wardmote.agreements.urls")),
    path("data/", include("wardmote.datasets.urls")),
    path("", include("wardmote.areas.urls")),
    path("actions/", include("wardmote.actions.urls")),
    path("my-ward/concerns/", include("wardmote.issues.concern_urls")),
    path("my-ward/mail/", include("wardmote.digests.urls")),
    path("issues/", include("wardmote.issues.urls")),
    path("pre-election/", include("wardmote.preelection.urls")),
    path("pulse/", include("wardmote.pulse.urls")),
    path("", include("wardmote.surveys.urls")),
    path("bulletins/", include("wardmote.bulletins.urls")),
    path("meetings/", include("wardmote.meetings.urls")),
    path("wards/<str:code>/", include("wardmote.reports.deepdive_urls")),
    path("reports/", include("wardmote.reports.urls")),
]
if settings.MAIL_EVENTS:
    urlpatterns.append(path("mail-events/", include("wardmote.digests.event_urls")))

handler404 = "wardmote.opendata.views.not_found"
handler403 = "wardmote.people.views.forbidden"
handler500 = "wardmote.people.views.server_error"
handler400 = "wardmote.people.views.bad_request"
