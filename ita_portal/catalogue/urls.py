"""Addresses under /catalogue/, for the operator of the installation alone."""

from django.urls import path

from ita_portal.catalogue import agencies, forerunners, forward, items, lists, loading, wordings

app_name = "catalogue"
LIST = "catalogue/<int:of_year>/<slug:kind>/"

urlpatterns = [
    path("catalogue/", lists.index, name="index"),
    path("catalogue/load/", loading.load, name="load"),
    path("catalogue/load/store/", loading.store, name="store"),
    path("catalogue/wordings/", wordings.index, name="wordings"),
    path("catalogue/agencies/", agencies.index, name="agencies"),
    path("catalogue/agencies/<int:pk>/", agencies.edit, name="agency"),
    path("catalogue/items/<int:pk>/", items.edit, name="item"),
    path(LIST, lists.show, name="list"),
    path(f"{LIST}add/", items.add, name="add"),
    path(f"{LIST}copy/", forward.copy, name="copy"),
    path(f"{LIST}forerunners/", forerunners.settle, name="forerunners"),
    path(f"{LIST}list.<slug:form>", loading.list_file, name="file"),
]
