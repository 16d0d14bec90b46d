"""Addresses of this app's pages."""

from django.urls import path

from wardmote.desk.views import (
    audit,
    gallery,
    groups,
    importing,
    people,
    posts,
    settings,
    start,
    thresholds,
)

PERSON = "people/<row:pk>/"
GROUP = "groups/<row:pk>/"
POST = "posts/<row:pk>/"

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
    path("groups/", groups.groups, name="groups"),
    path("groups/members.csv", groups.members_csv, name="members-csv"),
    path("groups/members.json", groups.members_json, name="members-json"),
    path("groups/new/", groups.new_group, name="group-new"),
    path("groups/routes/", groups.routes, name="routes"),
    path("groups/routes/<row:pk>/remove/", groups.drop_route, name="route-remove"),
    path(GROUP, groups.group, name="group"),
    path(GROUP + "change/", groups.rename_group, name="group-change"),
    path(GROUP + "close/", groups.shut_group, name="group-close"),
    path(GROUP + "open/", groups.open_group, name="group-open"),
    path(GROUP + "seats/new/<slug:what>/", groups.new_seat, name="seat-new"),
    path(GROUP + "seats/<row:seat>/fill/", groups.fill, name="seat-fill"),
    path(GROUP + "seats/<row:seat>/end/", groups.leave_seat, name="seat-end"),
    path("posts/", posts.posts, name="posts"),
    path("posts/new/", posts.new_post, name="post-new"),
    path(POST, posts.post, name="post"),
    path(POST + "hand-over/", posts.take_post, name="post-take"),
    path(POST + "leave/", posts.vacate_post, name="post-leave"),
    path("organisations/", posts.organisations, name="organisations"),
    path("organisations/new/", posts.new_organisation, name="organisation-new"),
    path("organisations/<row:pk>/", posts.rename_organisation, name="organisation"),
    path("audit/", audit.audit, name="audit"),
    path("audit/export/", audit.export, name="audit-export"),
    path("people/", people.people, name="people"),
    path("people/import/", importing.import_people, name="import-people"),
    path("people/import/confirm/", importing.confirm_people, name="confirm-people"),
    path("people/invite/", people.invite_person, name="invite-person"),
    path(PERSON, people.person, name="person"),
    path(PERSON + "link/", people.reset_person, name="reset-person"),
    path(PERSON + "post/", people.change_post, name="change-post"),
    path(PERSON + "close/", people.set_active, {"active": False}, name="deactivate"),
    path(PERSON + "open/", people.set_active, {"active": True}, name="reactivate"),
    path(PERSON + "seat/", people.seat_person, name="give-seat"),
    path(PERSON + "seat/<row:seat>/end/", people.end_persons_seat, name="end-seat"),
    path(PERSON + "place/", people.represent_place, name="represent"),
    path(PERSON + "place/<row:held>/end/", people.end_persons_place, name="end-place"),
]
