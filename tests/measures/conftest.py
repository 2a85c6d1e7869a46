"""A plan with its people, and clients that are signed in."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import Unit, User
from accounts.permissions import Role
from measures.models import Measure, Officer, Plan
from tests.factories import a_measure, a_plan, a_unit, a_user, an_agency, an_officer


@dataclass(frozen=True)
class Office:
    """An agency's plan of 2566: มานี coordinates it, มานะ is an officer of กองช่าง, ปิติ of กองสาธารณสุข."""

    plan: Plan
    works: Unit
    health: Unit
    manee: User
    mana: User
    piti: User
    somkid: Officer

    def measure(self, code: str = "E13", **said: object) -> Measure:
        """A measure that กองช่าง answers for."""
        return a_measure(self.plan, code, **{"officers": [self.somkid], **said})  # type: ignore[arg-type]  # as a_measure

    def url(self, name: str, measure: Measure | None = None, **rows: object) -> str:
        pk = {"pk": measure.pk} if measure else {}
        kwargs = {"slug": self.plan.agency.slug, "year": self.plan.year, **pk, **rows}
        return reverse(f"measures:{name}", kwargs=kwargs)


@pytest.fixture
def office(db: None) -> Office:
    return make_office()


def make_office() -> Office:
    agency = an_agency()
    works, health = a_unit(agency, "กองช่าง"), a_unit(agency, "กองสาธารณสุข", position=1)
    return Office(
        plan=a_plan(agency),
        works=works,
        health=health,
        manee=a_user("manee", Role.COORDINATOR, agency=agency),
        mana=a_user("mana", Role.OFFICER, unit=works),
        piti=a_user("piti", Role.OFFICER, unit=health),
        somkid=an_officer(agency, unit=works),
    )


SignedIn = Callable[[User], Client]


@pytest.fixture
def signed_in() -> SignedIn:
    """A browser of a person's own."""

    def sign_in(user: User) -> Client:
        client = Client()
        client.force_login(user)
        return client

    return sign_in
