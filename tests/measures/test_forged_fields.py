"""Fields that no form has, added to a post, change nothing."""

from __future__ import annotations

import pytest
from django.urls import reverse

from accounts.models import Agency, User
from accounts.permissions import Role
from measures.models import Action, Measure
from tests.browsing import form_of, open_form
from tests.factories import a_measure, a_plan, a_user, an_agency, an_indicator, an_officer
from tests.measures.conftest import Office, SignedIn
from tests.stored import changed_tables, everything_stored

pytestmark = pytest.mark.django_db

CHAIN = {"audit_event", "audit_head"}
MESSAGES = {"django_session"}  # a notice may be kept in the session
NAMES = [
    "id",
    "measure",
    "measure_id",
    "plan",
    "plan_id",
    "agency",
    "agency_id",
    "indicator",
    "indicator_id",
    "position",
    "marker",
    "removed_at",
    "tool",
    "code_as_written",
    "heading_as_written",
    "revision",
    "user",
    "by",
    "actor",
    "is_superuser",
    "is_active",
    "role",
    "year",
    "assessed_year",
    "officer_id",
    "confirmed_by",
    "status",
    "text",
    "start_on",
    "end_on",
    "open_ended",
    "as_written",
    "losers",
    "now",
    "choose",
    "base0",
]
# What each form stores in, and what is typed into it.
FORMS: dict[str, tuple[dict[str, str], set[str]]] = {
    # The draft that a further row kept is gone after the save.
    "progress": ({"actions_1_text": "สอง"}, {"measures_action", "measures_plan", "accounts_draft"}),
    "change": ({"question": "ใหม่"}, {"measures_measure", "measures_plan", "measures_revision"}),
    "officers": (
        {"duties_1_name": "นายดี งามยิ่ง"},
        {"measures_officer", "measures_measureofficer", "measures_plan", "measures_revision"},
    ),
    "wording": ({"text": "ถ้อยคำ"}, {"measures_wording"}),
}


@pytest.fixture
def measure(office: Office) -> Measure:
    other = a_plan(an_agency("elsewhere"))
    a_measure(other, actions=["ของอื่น"])
    return office.measure(actions=["หนึ่ง"], steps=["ทำ"], indicator=an_indicator())


def forged(form_values: dict[str, str]) -> dict[str, str]:
    """Every name, alone and as a field of each row, with the keys of rows that exist elsewhere."""
    other = Measure.objects.get(plan__agency__slug="elsewhere")
    values = {"measure": str(other.pk), "plan": str(other.plan_id), "agency": str(other.plan.agency_id)}
    rows = {name.rpartition("-")[0] for name in form_values if name.count("-") == 2} | {""}
    made: dict[str, str] = {}
    for name in NAMES:
        value = values.get(name.removesuffix("_id"), "1")
        made |= {f"{row}-{name}" if row else name: value for row in rows}
    return {name: value for name, value in made.items() if name not in form_values}


@pytest.mark.parametrize("name", FORMS)
def test_a_forged_field_writes_nowhere_but_where_the_form_writes(
    office: Office, signed_in: SignedIn, measure: Measure, name: str
) -> None:
    typed, tables = FORMS[name]
    manee = signed_in(office.manee)
    form = open_form(manee, office.url(name, measure))
    if name == "progress":
        form = form_of(form.press(manee, "add:actions"), button="save")
    before = everything_stored()
    elsewhere = list(Measure.objects.filter(plan__agency__slug="elsewhere").values())
    extra = forged(form.values)
    assert len(extra) > 25
    assert form.press(manee, **{**extra, **typed}).status_code == 302
    assert changed_tables(before, everything_stored()) - MESSAGES == tables | CHAIN
    assert list(Measure.objects.filter(plan__agency__slug="elsewhere").values()) == elsewhere
    measure.refresh_from_db()
    assert (measure.plan, measure.position, measure.code, measure.removed_at) == (office.plan, 0, "E13", None)
    assert not User.objects.filter(is_superuser=True).exists()


def test_a_new_measure_belongs_to_the_plan_of_the_address(
    office: Office, signed_in: SignedIn, measure: Measure
) -> None:
    manee = signed_in(office.manee)
    an_indicator("E14", year=2566)
    form = open_form(manee, office.url("add"))
    assert form.press(manee, **forged(form.values), code="E14", question="ข้อคำถาม").status_code == 302
    made = Measure.objects.get(code="E14")
    assert (made.plan, made.position, made.indicator, made.tool) == (office.plan, 1, None, "EIT")
    assert (made.heading_as_written, made.removed_at, made.code_as_written) == ("", None, "E14")


def test_an_action_of_another_measure_cannot_be_written_through_ones_own(
    office: Office, signed_in: SignedIn, measure: Measure
) -> None:
    foreign = Action.objects.get(text="ของอื่น")
    mana = signed_in(office.mana)
    form = open_form(mana, office.url("progress", measure))
    for removed in ("", "on"):
        page = form.press(mana, actions_0_pk=str(foreign.pk), actions_0_text="แก้", actions_0_removed=removed)
        assert page.status_code == 404
    foreign.refresh_from_db()
    assert (foreign.text, foreign.removed_at) == ("ของอื่น", None)


def test_words_cannot_be_set_aside_on_a_row_of_another_measure(
    office: Office, signed_in: SignedIn, measure: Measure
) -> None:
    foreign = Action.objects.get(text="ของอื่น")
    mana = signed_in(office.mana)
    form = open_form(mana, office.url("progress", measure))
    sent = {"actions-0-pk": str(foreign.pk), "choose-actions-0-text": "theirs", "theirs-actions-0-text": "แก้"}
    assert form.press(mana, **sent).status_code == 404
    assert (foreign.measure.revisions.count(), measure.revisions.count()) == (0, 0)


def test_the_reports_page_takes_no_reporter_or_approver_of_another_agency(
    office: Office, signed_in: SignedIn, measure: Measure
) -> None:
    agency = Agency.objects.get(slug="elsewhere")
    officer = an_officer(agency, "นายไกล บ้านอื่น")
    approver = a_user("chujai", Role.APPROVER, agency=agency).memberships.get()
    manee = signed_in(office.manee)
    form = open_form(manee, reverse("reports:compile", args=[office.plan.agency.slug, office.plan.year]))
    for typed in ({"reporter": str(officer.pk)}, {"approver": str(approver.pk)}):
        page = form.press(manee, **typed)
        assert page.status_code == 422
        assert "บ้านอื่น" not in page.content.decode() and "ชูใจ" not in page.content.decode()
