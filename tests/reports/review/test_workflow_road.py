"""From the home page's button an office of two finishes a report on two pages each, ticks and second factor apart."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

import pytest
from django.test import Client

from accounts.models import User
from accounts.permissions import Role
from tests.browsing import form_of
from tests.reports.office import PASSWORD, Office, an_office

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("quick_paper")]

LINK = re.compile(r'<a class="btn btn-primary" href="([^"]*)"')
FORM = re.compile(r'(?s)<form method="post"[^>]*>((?:(?!</form>).)*?btn-primary.*?)</form>')
OF_WORDS = '<button class="btn btn-primary" type="submit" form="words" name="do" value="submit">'
HIDDEN = re.compile(r'<input type="hidden" name="(\w+)" value="([^"]*)"')
MOST = 6  # pages after which somebody who follows the filled buttons is lost

OFFICES = [
    ((Role.COORDINATOR,), (Role.APPROVER,)),
    ((Role.COORDINATOR, Role.OFFICER), (Role.APPROVER, Role.ADMINISTRATOR)),
    ((Role.COORDINATOR, Role.ADMINISTRATOR), (Role.APPROVER, Role.OFFICER)),
    ((Role.COORDINATOR, Role.APPROVER), (Role.APPROVER,)),
    (tuple(Role), tuple(Role)),
]


@dataclass
class Walk:
    """Somebody who presses the filled button of each page and ticks what is asked."""

    office: Office
    user: User
    pages: list[str] = field(default_factory=list)

    def until(self, state: str) -> list[str]:
        """The addresses of the pages between the home and the state, each once."""
        client = Client()
        client.force_login(self.user)
        page = client.get(f"/a/{self.office.agency.slug}/{self.office.plan.year}/")
        while len(self.pages) < MOST:
            body = page.content.decode()
            form, link = FORM.search(body), LINK.search(body)
            if OF_WORDS in body:
                words = form_of(page)
                page = client.post(words.action, {**words.values, "do": "submit"}, follow=True)
            elif form:
                page = client.post(page.request["PATH_INFO"], self.ticked(form[1]), follow=True)
            else:
                assert link, f"no filled button on {self.pages or 'the home'}"
                page = client.get(link[1])
            assert page.status_code == 200
            if self.office.edition.state == state:
                return self.pages
            self.pages.append(page.request["PATH_INFO"].removeprefix(self.office.url()))
        raise AssertionError(f"lost after {self.pages}")

    def ticked(self, form: str) -> dict[str, str]:
        said = dict(HIDDEN.findall(form))
        asked = {"decision": "approve", "declaration": "on", "secret": PASSWORD}
        return said | {name: value for name, value in asked.items() if f'name="{name}"' in form}


@pytest.mark.parametrize(("first", "second"), OFFICES)
def test_each_of_two_needs_two_pages(first: tuple[Role, ...], second: tuple[Role, ...]) -> None:
    office = an_office()
    submitter, approver = office.person("first", *first), office.person("second", *second)
    office.name_approver(approver)
    assert Walk(office, submitter).until("submitted") == ["", "submit/"]
    assert Walk(office, approver).until("approved") == ["review/", "sign/"]


def test_a_returned_report_goes_the_same_way_again() -> None:
    office = an_office()
    submitter, approver = office.person("first", Role.COORDINATOR), office.person("second", Role.APPROVER)
    office.name_approver(approver)
    Walk(office, submitter).until("submitted")
    client = Client()
    client.force_login(approver)
    made = office.edition.rounds.get()
    said = {"round": made.pk, "decision": "return", "comment": "ขอให้แก้ข้อ E13"}
    assert client.post(office.url("review/"), said).status_code == 302
    assert Walk(office, submitter).until("submitted") == ["", "submit/"]
    assert Walk(office, approver).until("approved") == ["review/", "sign/"]
