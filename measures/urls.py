"""Addresses under /a/<slug>/<year>/measures/; the year is that of the measures."""

from django.urls import path

from measures.views import doubts, measure, officers, people, progress, references, wording
from measures.views.checking import decision, handing_in, questions
from measures.views.dates import echo as dates
from measures.views.dates import typed_once as dating
from measures.views.library import own
from measures.views.planning import assignment, list_file, listing, many, sheet, year

app_name = "measures"
YEAR = "a/<slug:slug>/<int:year>/measures/"
OFFICERS = "a/<slug:slug>/settings/officers/"

urlpatterns = [
    path("dates/echo/", dates.of_action, name="echo"),
    path("dates/echo/day/", dates.of_day, name="echo_day"),
    path("a/<slug:slug>/begin/", year.begin, name="begin"),
    path("a/<slug:slug>/<int:year>/deadlines/", year.deadlines, name="deadlines"),
    path(f"{YEAR}copy/", year.copy, name="copy"),
    path(YEAR, listing.index, name="list"),
    path(f"{YEAR}list.<slug:form>", list_file.list_file, name="list_file"),
    path(f"{YEAR}sheet/", sheet.show, name="sheet"),
    path(f"{YEAR}add/", assignment.add, name="add"),
    path(f"{YEAR}add/many/", many.add_many, name="add_many"),
    path(f"{YEAR}library/", own.index, name="library"),
    path(f"{YEAR}library/<int:recommended_pk>/", own.edit, name="library_entry"),
    path(f"{YEAR}library/<int:recommended_pk>/use/", own.use, name="library_use"),
    path(f"{YEAR}assign/", assignment.assign, name="assign"),
    path(f"{YEAR}assign/undo/", assignment.undo_assigning, name="assign_undo"),
    path(f"{YEAR}<int:pk>/", measure.show, name="measure"),
    path(f"{YEAR}hand-in/", handing_in.hand_in_many, name="hand_in_many"),
    path(f"{YEAR}take/", decision.take_many, name="take_many"),
    path(f"{YEAR}<int:pk>/hand-in/", decision.hand_in, name="hand_in"),
    path(f"{YEAR}<int:pk>/check/", decision.check, name="check"),
    path(f"{YEAR}<int:pk>/recall/", decision.recall, name="recall"),
    path(f"{YEAR}<int:pk>/reopen/", decision.reopen, name="reopen"),
    path(f"{YEAR}<int:pk>/questions/", questions.ask, name="ask"),
    path(f"{YEAR}<int:pk>/questions/<int:question_pk>/", questions.show, name="question"),
    path(f"{YEAR}<int:pk>/change/", measure.change, name="change"),
    path(f"{YEAR}<int:pk>/remove/", measure.remove, name="remove"),
    path(f"{YEAR}<int:pk>/restore/", measure.restore, name="restore"),
    path(f"{YEAR}<int:pk>/progress/", progress.edit_all, name="progress"),
    path(f"{YEAR}<int:pk>/actions/new/", progress.edit, name="action_new"),
    path(f"{YEAR}<int:pk>/actions/<int:action_pk>/", progress.edit, name="action"),
    path(f"{YEAR}<int:pk>/actions/undate/", dating.undate, name="undate"),
    path(f"{YEAR}<int:pk>/removed/<slug:kind>/<int:row_pk>/", progress.restore, name="restore_row"),
    path(f"{YEAR}<int:pk>/officers/", officers.edit, name="officers"),
    path(f"{YEAR}<int:pk>/doubts/", doubts.settle, name="doubts"),
    path(f"{YEAR}<int:pk>/references/", references.edit, name="references"),
    path(f"{YEAR}<int:pk>/wording/", wording.confirm, name="wording"),
    path(OFFICERS, people.index, name="officer_list"),
    path(f"{OFFICERS}add/", people.add, name="officer_add"),
    path(f"{OFFICERS}<int:pk>/", people.edit, name="officer"),
    path(f"{OFFICERS}<int:pk>/hand-over/", people.hand_over, name="hand_over"),
]
