"""An office with scores, and clients that are signed in."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import Agency, User
from accounts.permissions import Role
from ita.catalogue import load_csv
from measures.services import catalogue
from tests.factories import a_plan, a_user, an_agency

YEAR = 2566
SignedIn = Callable[[User], Client]


@dataclass(frozen=True)
class Office:
    """An agency whose measures of 2567 are drawn from the scores of 2566, with the lists that come with the program."""

    agency: Agency
    manee: User  # coordinates
    mana: User  # an officer

    def url(self, name: str = "scores", *, year: int = YEAR, **rows: str) -> str:
        return reverse(f"scores:{name}", kwargs={"slug": self.agency.slug, "year": year, **rows})


@pytest.fixture
def office(db: None) -> Office:
    catalogue.load(load_csv())
    agency = an_agency()
    a_plan(agency, YEAR + 1)
    return Office(agency, a_user("manee", Role.COORDINATOR, agency=agency), a_user("mana", Role.OFFICER, agency=agency))


@pytest.fixture
def signed_in() -> SignedIn:
    """A browser of a person's own."""

    def sign_in(user: User) -> Client:
        client = Client()
        client.force_login(user)
        return client

    return sign_in


def base_of(response: object) -> Mapping[str, str]:
    """What a form that was drawn carries of what it was drawn from."""
    form = response.context["form"]  # type: ignore[attr-defined]  # a response of the test client
    return {"base": form.initial["base"]}
