"""Addresses under /a/<slug>/<year>/report/."""

from django.urls import path

from reports.views import compile as views

app_name = "reports"
YEAR = "a/<slug:slug>/<int:year>/report/"

urlpatterns = [
    path(YEAR, views.compile_report, name="compile"),
    path(f"{YEAR}settle/", views.settle, name="settle"),
    path(f"{YEAR}report.<slug:form>", views.download, name="download"),
]
