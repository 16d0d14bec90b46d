"""Addresses of this app's pages."""

from django.urls import path

from wardmote.desk.views import audit, gallery, people, settings, start, thresholds

PERSON = "people/<int:pk>/"

urlpatterns = [
    path("start/", start.start, name="start"),
    path("components/", gallery.components, name="components"),
    path("settings/", settings.settings, name="settings"),
    path("settings/logo/", settings.change_logo, name="change-logo"),
    path("settings/logo/remove/", settings.remove_logo, name="remove-logo"),
    path("settings/template/", settings.change_template, name="change-template"),
    path("settings/template/file/", settings.download_template, name="download-template"),
    path("settings/template/reset/", settings.reset_template, name="reset-template"),
    path("settings/thresholds/", thresholds.thresholds, name="thresholds"),
    path("settings/<slug:what>/", settings.change_section, name="change-settings"),
    path("audit/", audit.audit, name="audit"),
    path("audit/export/", audit.export, name="audit-export"),
    path("people/", people.people, name="people"),
    path("people/invite/", people.invite_person, name="invite-person"),
    path(PERSON, people.person, name="person"),
    path(PERSON + "link/", people.reset_person, name="reset-person"),
    path(PERSON + "post/", people.change_post, name="change-post"),
    path(PERSON + "close/", people.set_active, {"active": False}, name="deactivate"),
    path(PERSON + "open/", people.set_active, {"active": True}, name="reactivate"),
    path(PERSON + "seat/", people.seat_person, name="give-seat"),
    path(PERSON + "seat/<int:seat>/end/", people.end_persons_seat, name="end-seat"),
    path(PERSON + "place/", people.represent_place, name="represent"),
    path(PERSON + "place/<int:held>/end/", people.end_persons_place, name="end-place"),
]
