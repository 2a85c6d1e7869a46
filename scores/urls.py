"""Addresses under /a/<slug>/<year>/scores/; the year is the assessed one."""

from django.urls import path

from scores.views import choose, comparing, edit, helped, importing, results

app_name = "scores"
YEAR = "a/<slug:slug>/<int:year>/scores/"
CHOOSE = "a/<slug:slug>/<int:year>/measures/choose/"  # here the year is that of the measures

urlpatterns = [
    path(YEAR, results.scores, name="scores"),
    path(f"{YEAR}scores.<slug:form>", results.scores_file, name="scores_file"),
    path(f"{YEAR}compare/", comparing.comparison, name="compare"),
    path(f"{YEAR}edit/", edit.head, name="edit"),
    path(f"{YEAR}edit/<slug:tool>/", edit.tool, name="edit_tool"),
    path(f"{YEAR}import/", importing.bring, name="import"),
    path(f"{YEAR}helped/", helped.helped, name="helped"),
    path(CHOOSE, choose.choose, name="choose"),
]
