"""Addresses of this app's pages."""

from django.urls import path

from wardmote.datasets import fetch_views, views

urlpatterns = [
    path("", views.data, name="data"),
    path("new/", views.new_dataset, name="new-dataset"),
    path("fetch/", fetch_views.fetch, name="fetch"),
    path("imports/", views.imports, name="imports"),
    path("imports/<row:pk>/", views.receipt, name="import"),
    path("imports/<row:pk>/stop/", views.stop, name="stop-import"),
    path("imports/<row:pk>/resume/", views.resume, name="resume-import"),
    path("upload/", views.upload, name="upload"),
    path("upload/<slug:what>/", views.upload_kind, name="upload-kind"),
    path("<slug:slug>/", views.dataset, name="dataset"),
    path("<slug:slug>/change/", views.edit_dataset, name="edit-dataset"),
]
