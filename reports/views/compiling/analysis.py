"""The draft of a plan's three lists on its compile page: shown beside what stands, put into the form by buttons."""

from __future__ import annotations

from dataclasses import dataclass

from document import ReportDocument
from measures.models import Plan
from reports.access import ReportRequest
from reports.compiling import edition as editions
from reports.compiling.assemble import assemble
from reports.compiling.kept import contents
from reports.compiling.kinds import analysed, analysis
from reports.compiling.kinds.analysis import Drafted
from reports.forms.edition import FORMS, EditionForm, initial_of

TAKE = "take:"  # before what a button asks for


@dataclass(frozen=True)
class ListDraft:
    """A list with the lines that it could have and doesn't; `is_empty` where nothing stands in it yet."""

    label: str
    lines: list[Drafted]
    is_empty: bool


def asked(request: ReportRequest) -> str:
    """What of the draft a button asks for; nothing for any other post."""
    pressed = request.POST.get("do", "")
    return pressed.removeprefix(TAKE) if pressed.startswith(TAKE) and _has_lists(request) else ""


def _has_lists(request: ReportRequest) -> bool:
    return set(analysis.LISTS) <= FORMS[request.kind].base_fields.keys()


def filled(request: ReportRequest, plan: Plan, wanted: str) -> EditionForm:
    """The form as it was typed, with what the button asks for put in; nothing is stored."""
    edition = editions.latest(plan, request.kind)
    form = FORMS[request.kind](initial=initial_of(edition), plan=plan)
    widgets = {name: field.widget for name, field in form.fields.items()}
    typed = {name: widget.value_from_datadict(request.POST, {}, name) for name, widget in widgets.items()}
    stands = {name: str(typed[name] or "") for name in analysis.LISTS}
    form.initial = {
        **(form.initial or {}),
        **typed,
        **analysis.taken(_drafted(plan, assemble(plan, edition)), stands, wanted),
    }
    return form


def _drafted(plan: Plan, document: ReportDocument) -> dict[str, list[Drafted]]:
    scores = analysed.kept(plan, contents.behind(plan, document))
    return analysis.drafted(scores, document.measures)


def shown(request: ReportRequest, plan: Plan, document: ReportDocument, form: EditionForm) -> list[ListDraft]:
    """What each list of the form could have besides; none for a document without such lists."""
    if not _has_lists(request):
        return []
    stands = {name: str(form[name].value() or "") for name in analysis.LISTS}
    lines = analysis.missing(_drafted(plan, document), stands)
    found = [(str(form.fields[name].label), lines[name], not stands[name].strip()) for name in analysis.LISTS]
    return [ListDraft(*each) for each in found if each[1]]
