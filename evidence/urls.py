"""Addresses of evidence, below its measure; those of the bytes, which are long, below the year."""

from django.urls import path

from evidence.views import attaching, changing, resuming, serving, settling

app_name = "evidence"
_MEASURE = "a/<slug:slug>/<int:year>/measures/<int:pk>/evidence/"
_FILE = "a/<slug:slug>/<int:year>/evidence/<int:pk>/"

urlpatterns = [
    path(_MEASURE, attaching.index, name="list"),
    path(f"{_MEASURE}link/", attaching.link, name="link"),
    path(f"{_MEASURE}uploads/", resuming.uploads, name="uploads"),
    path(f"{_MEASURE}uploads/<str:token>/", resuming.upload, name="upload"),
    path(f"{_MEASURE}uploads/<str:token>/cancel/", resuming.cancel, name="upload_cancel"),
    path(f"{_MEASURE}<int:evidence_pk>/", changing.change, name="change"),
    path(f"{_MEASURE}<int:evidence_pk>/replace/", changing.replace, name="replace"),
    path(f"{_MEASURE}<int:evidence_pk>/remove/", changing.remove, name="remove"),
    path(f"{_MEASURE}<int:evidence_pk>/restore/", changing.restore, name="restore"),
    path(f"{_MEASURE}<int:evidence_pk>/doubts/", settling.settle, name="settle"),
    path(f"{_MEASURE}<int:evidence_pk>/move/", changing.move, name="move"),
    path(f"{_FILE}thumbnail/", serving.thumbnail, name="thumbnail"),
    path(f"{_FILE}<str:name>", serving.file, name="file"),
]
