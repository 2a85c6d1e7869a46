"""Addresses under /catalogue/, for the operator of the installation alone."""

from django.urls import path

from ita_portal.catalogue import agencies, forerunners, forward, items, lists, loading, wordings
from ita_portal.catalogue.library import entry, listing
from ita_portal.catalogue.library import loading as library

app_name = "catalogue"
LIBRARY = "catalogue/library/"
LIST = "catalogue/<int:of_year>/<slug:kind>/"

urlpatterns = [
    path("catalogue/", lists.index, name="index"),
    path("catalogue/load/", loading.load, name="load"),
    path("catalogue/load/store/", loading.store, name="store"),
    path("catalogue/wordings/", wordings.index, name="wordings"),
    path("catalogue/agencies/", agencies.index, name="agencies"),
    path("catalogue/agencies/<int:pk>/", agencies.edit, name="agency"),
    path("catalogue/items/<int:pk>/", items.edit, name="item"),
    path("catalogue/items/<int:pk>/remove/", items.remove, name="item_remove"),
    path(LIBRARY, listing.index, name="library"),
    path(f"{LIBRARY}library.<slug:form>", listing.library_file, name="library_file"),
    path(f"{LIBRARY}load/", library.load, name="library_load"),
    path(f"{LIBRARY}load/store/", library.store, name="library_store"),
    path(f"{LIBRARY}add/", entry.add, name="recommended_add"),
    path(f"{LIBRARY}<int:pk>/", entry.edit, name="recommended"),
    path(f"{LIBRARY}<int:pk>/use/", entry.use, name="recommended_use"),
    path(LIST, lists.show, name="list"),
    path(f"{LIST}add/", items.add, name="add"),
    path(f"{LIST}copy/", forward.copy, name="copy"),
    path(f"{LIST}forerunners/", forerunners.first, name="forerunners_first"),
    path(f"{LIST}forerunners/<slug:tool>/", forerunners.settle, name="forerunners"),
    path(f"{LIST}list.<slug:form>", loading.list_file, name="file"),
]
