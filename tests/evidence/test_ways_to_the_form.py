"""One press leads to the form that attaches: from home, a measure, its progress; the proxy lets the form through."""

from __future__ import annotations

import re

import pytest
from django.conf import LazySettings
from django.urls import reverse

from evidence.views.upload import LARGEST_AT_ONCE
from measures.models import Measure
from tests.browsing import pieces
from tests.evidence.conftest import Office, SignedIn
from tests.evidence.pages import file_url, text, thumbnail_url, url
from tests.factories import evidence_of
from tests.house.tree import ROOT

PORTAL = "https://portal.example.go.th"


@pytest.mark.django_db
def test_home_measure_and_progress_lead_to_the_form(office: Office, signed_in: SignedIn) -> None:
    measure = office.measure(actions=["ประชุม"])
    browser, form = signed_in(office.mana), url("list", measure)
    of_action = f"{form}?action={measure.actions.get().pk}"
    home = reverse("agency_home", args=[office.plan.agency.slug, 2566])
    assert form in pieces(browser.get(home))[0]
    assert {form, of_action} <= set(pieces(browser.get(office.url("measure", measure)))[0])
    assert form in pieces(browser.get(office.url("progress", measure)))[0]


@pytest.mark.django_db
def test_whoever_hands_in_or_checks_a_measure_sees_what_proves_it(office: Office, signed_in: SignedIn) -> None:
    measure = office.measure(actions=["ประชุม"], outcomes=["ดีขึ้น"])
    shown, gone = evidence_of(measure, office.mana), evidence_of(measure, office.mana, number=1, removed=True)
    for state, person, name in (("open", office.mana, "hand_in"), ("handed_in", office.manee, "check")):
        Measure.objects.update(state=state)
        page = text(signed_in(person).get(office.url(name, measure)))
        assert "หลักฐาน 1 รายการ" in page.replace("\u00a0", " "), name
        assert thumbnail_url(shown) in page, name
        assert file_url(shown) in page, name
        assert thumbnail_url(gone) not in page, name


@pytest.mark.django_db
def test_who_cannot_attach_is_not_led_there(office: Office, signed_in: SignedIn) -> None:
    measure = office.measure(actions=["ประชุม"])
    assert url("list", measure) not in pieces(signed_in(office.piti).get(office.url("measure", measure)))[0]
    Measure.objects.update(state="handed_in")
    assert url("list", measure) not in pieces(signed_in(office.mana).get(office.url("measure", measure)))[0]


@pytest.mark.django_db
def test_the_link_to_send_is_the_whole_address_of_the_form(
    office: Office, signed_in: SignedIn, settings: LazySettings
) -> None:
    settings.PORTAL_URL = f"{PORTAL}/"
    place = url("list", office.measure())
    page = text(signed_in(office.mana).get(place))
    assert f'value="{PORTAL}{place}"' in page
    assert 'data-copy="address"' in page


def test_the_proxy_lets_a_whole_form_through_at_these_addresses_alone() -> None:
    told = (ROOT / "deploy/nginx.conf").read_text()
    found = re.search(r"location ~ (\S+) \{\s*client_max_body_size (\d+)m;", told)
    assert found
    assert re.search(found[1], "/a/thung-sai-than/2566/measures/12/evidence/")
    assert re.search(found[1], "/a/thung-sai-than/2566/measures/12/evidence/7/replace/")
    assert not re.search(found[1], "/v/")
    assert not re.search(found[1], "/a/thung-sai-than/2566/measures/12/")
    assert int(found[2]) * 1024 * 1024 > LARGEST_AT_ONCE
