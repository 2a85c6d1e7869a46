"""What is chosen and can't be: too many steps, or an item that is weak no longer. Nothing typed is lost."""

from __future__ import annotations

from measures.models import Measure, Plan
from scores.models import Score
from tests.scores.conftest import Office, SignedIn
from tests.scores.test_choosing import plan, url_of

__all__ = ["plan"]  # a fixture


def test_what_was_written_for_an_item_that_is_weak_no_longer_is_given_back(
    office: Office, signed_in: SignedIn, plan: Plan
) -> None:
    client = signed_in(office.manee)
    client.get(url_of(plan))
    Score.objects.filter(code="E14").update(value=100)  # a colleague mended it
    response = client.post(
        url_of(plan), {"E13-own": "ทำต่อ", "E14-own": "เขียนไว้นาน", "E14-m77-take": "on", "E14-m77-text": "เลือก"}
    )
    assert response.status_code == 422
    page = response.content.decode()
    assert all(words in page for words in ("ไม่มีให้เลือกแล้ว", "เขียนไว้นาน", "เลือก", "ทำต่อ"))
    assert not Measure.objects.exists()
    assert client.post(url_of(plan), {"E13-own": "ทำต่อ"}).status_code == 302


def test_no_measure_gets_more_steps_than_its_own_form_has(office: Office, signed_in: SignedIn, plan: Plan) -> None:
    client = signed_in(office.manee)
    sent = {"E14-own": "\n".join(f"ขั้นที่ {number}" for number in range(201))}
    response = client.post(url_of(plan), sent)
    assert response.status_code == 422
    errors = [row.errors for row in response.context["rows"] if row.errors]
    assert errors == [{"own": ["มีขั้นตอนมากเกินไป รับได้ไม่เกิน 200 บรรทัดต่อข้อ"]}]
    assert "ขั้นที่ 200" in response.content.decode()
    assert not Measure.objects.exists()
