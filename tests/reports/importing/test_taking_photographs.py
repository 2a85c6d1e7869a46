"""Photographs of a report that is brought in become evidence of the measures that a person gives them to."""

from __future__ import annotations

from typing import Any

import pytest

from evidence.models import Evidence
from files import store
from measures.models import Measure
from tests.browsing import form_of, words_of
from tests.reports.importing.bringing import the_draft
from tests.reports.importing.files import CAPTION
from tests.reports.importing.test_taking import take, take_page

pytestmark = pytest.mark.django_db
FIELD = "photograph_1"


def test_of_one_measure_it_is_evidence_of_that_and_stays_within_the_agency(manee: Any) -> None:
    page = take_page(manee, 1)
    assert form_of(page).values[FIELD] == "1"
    assert "ภาพในไฟล์ 1 ภาพ" in words_of(page)
    assert take(manee, page, 1).status_code == 302
    found = Evidence.objects.get()
    assert (found.measure.code, found.kind, found.caption) == ("I1", Evidence.Kind.PHOTOGRAPH, CAPTION)
    assert not found.is_public and (found.width, found.height) == (40, 30)
    assert store.get(found.digest)


def test_of_several_a_person_says_of_which_it_is_and_nothing_is_guessed(manee: Any) -> None:
    page = take_page(manee, 3)
    assert form_of(page).values[FIELD] == ""
    assert take(manee, page, 1, 2, 3, **{FIELD: "2"}).status_code == 302
    assert Evidence.objects.get().measure.code == "I2"


@pytest.mark.parametrize("said", ["", "3", "99", "x", "-1"], ids=["not", "unchosen", "none", "word", "negative"])
def test_what_goes_to_no_measure_that_is_taken_is_not_attached(manee: Any, said: str) -> None:
    assert take(manee, take_page(manee, 3), 1, 2, **{FIELD: said}).status_code == 302
    assert Measure.objects.count() == 2 and not Evidence.objects.exists()


def test_one_that_cannot_be_opened_is_named_and_stops_nothing(manee: Any) -> None:
    page = take_page(manee, 1)
    draft = the_draft()
    draft.pictures = [store.put(b"\x89PNG\r\n\x1a\n" + b"cut")]
    draft.save(update_fields=["pictures"])
    response = manee.get(take(manee, page, 1)["Location"])
    assert f"ยังไม่ได้แนบภาพ {CAPTION}: ภาพเสียหายหรือถูกตัด" in words_of(response)
    assert Measure.objects.count() == 1 and not Evidence.objects.exists()
