"""Who left is offered in no choice, but stays where they stand until somebody chooses another."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from accounts.models import Membership, User
from accounts.permissions import Role
from measures.models import MeasureOfficer, Officer
from tests.factories import a_measure, a_plan, a_user, an_agency, an_officer
from tests.reports.office import an_office

pytestmark = pytest.mark.django_db


def offered(field: Any) -> list[str]:
    return [str(label) for value, label in field.choices if value]


def test_a_measure_offers_who_is_in_office_and_keeps_who_stands_there(client: Client) -> None:
    plan = a_plan(an_agency())
    here, gone, standing = (an_officer(plan.agency, name) for name in ("นายอยู่", "นายไป", "นายเคยอยู่"))
    measure = a_measure(plan, officers=[standing])
    Officer.objects.filter(pk__in=[gone.pk, standing.pk]).update(is_active=False)
    client.force_login(a_user("manee", Role.COORDINATOR, agency=plan.agency))
    url = f"/a/{plan.agency.slug}/{plan.year}/measures/{measure.pk}/officers/"
    page = client.get(url)
    assert offered(page.context["duties"].forms[0].fields["officer"]) == ["นายอยู่", "นายเคยอยู่"]
    head = {"duties-TOTAL_FORMS": "2", "duties-INITIAL_FORMS": "0", "base": page.context["base"]}
    kept = {**head, "duties-0-officer": str(standing.pk), "duties-1-officer": str(here.pk)}
    assert client.post(url, kept).status_code == 302
    assert list(measure.duties.values_list("officer__name", flat=True)) == ["นายเคยอยู่", "นายอยู่"]
    added = {**kept, "base": client.get(url).context["base"], "duties-1-officer": str(gone.pk)}
    assert client.post(url, added).status_code == 422
    assert MeasureOfficer.objects.filter(officer=gone).count() == 0


def test_a_report_offers_reporters_and_approvers_who_are_in_office(client: Client) -> None:
    office = an_office()
    mana = office.person("mana", Role.COORDINATOR)
    left, closed = office.person("left", Role.APPROVER), office.person("closed", Role.APPROVER)
    office.person("somsak", Role.APPROVER)
    Membership.objects.filter(user=left).update(is_active=False)
    User.objects.filter(pk=closed.pk).update(is_active=False)
    gone = Officer.objects.create(agency=office.agency, name="นายไป", is_active=False)
    reporter = office.edition.reporter
    assert reporter is not None
    Officer.objects.filter(pk=reporter.pk).update(is_active=False)
    client.force_login(mana)
    form = client.get(office.url()).context["form"]
    assert offered(form.fields["approver"]) == ["นายsomsak ตำแหน่งของsomsak"]
    assert reporter.line in offered(form.fields["reporter"])
    assert gone.name not in offered(form.fields["reporter"])


def test_an_officers_page_offers_accounts_of_those_who_are_here(client: Client) -> None:
    agency = an_agency()
    kept, gone = a_user("mana", Role.OFFICER, agency=agency), a_user("piti", Role.OFFICER, agency=agency)
    officer = an_officer(agency, user=kept)
    Membership.objects.filter(user__in=[kept, gone]).update(is_active=False)
    admin = a_user("weera", Role.ADMINISTRATOR, agency=agency)
    a_user("chujai", Role.APPROVER, agency=an_agency("elsewhere"))
    client.force_login(admin)
    form = client.get(f"/a/{agency.slug}/settings/officers/{officer.pk}/").context["form"]
    assert offered(form.fields["user"]) == [f"{kept} (mana)", f"{admin} (weera)"]
