"""Addresses of this app's pages. An action's address is its number."""

from django.urls import path

from wardmote.actions.views import doing, linked, reading, settling

ACTION = "<str:number>/"
SHARE = "shares/<row:pk>/"

urlpatterns = [
    path("", reading.actions, name="actions"),
    path("log.<str:ending>", reading.log_file, name="actions-file"),
    path("groups/<row:pk>/", reading.group_actions, name="group-actions"),
    path("groups/<row:pk>/record/", settling.record, name="record-action"),
    path("link/<str:token>/", linked.use_link, name="action-link"),
    path(SHARE + "tick/", doing.tick_share, name="tick-share"),
    path(SHARE + "untick/", doing.untick_share, name="untick-share"),
    path(ACTION, reading.action, name="action"),
    path(ACTION + "tell/", doing.tell_action, name="tell-action"),
    path(ACTION + "accept/", settling.accept_action, name="accept-action"),
    path(ACTION + "send-back/", settling.send_action_back, name="send-back-action"),
    path(ACTION + "due/", settling.move, name="move-action"),
    path(ACTION + "owner/", settling.give, name="give-action"),
    path(ACTION + "drop/", settling.drop_action, name="drop-action"),
]
