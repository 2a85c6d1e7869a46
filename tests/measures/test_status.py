"""The state of a measure in words."""

from datetime import date

import pytest

from measures import status
from measures.models import Measure

TODAY = date(2023, 9, 29)


@pytest.mark.parametrize(
    ("due_on", "said"),
    [
        (None, ""),
        (date(2023, 9, 29), "วันนี้"),
        (date(2023, 9, 30), "อีก 1 วัน"),
        (date(2027, 9, 29), "อีก 1,461 วัน"),
        (date(2023, 9, 28), "เกินกำหนดมาแล้ว 1 วัน"),
    ],
)
def test_the_days_until_it_is_due(due_on: date | None, said: str) -> None:
    assert status.days_left(Measure(due_on=due_on), TODAY) == said


@pytest.mark.parametrize(
    ("due_on", "actions", "outcomes", "text"),
    [
        (date(2023, 9, 28), 0, 0, "เกินกำหนด 1 วัน"),
        (date(2023, 9, 28), 1, 0, "เกินกำหนด 1 วัน"),
        (date(2023, 9, 28), 0, 1, "เกินกำหนด 1 วัน"),
        (date(2019, 9, 28), 0, 0, "เกินกำหนด 1,462 วัน"),
        (date(2023, 9, 28), 1, 1, None),
        (date(2023, 9, 29), 0, 0, None),
        (None, 0, 0, None),
    ],
)
def test_late_is_what_is_due_and_lacks_something(
    due_on: date | None, actions: int, outcomes: int, text: str | None
) -> None:
    late = status.late(Measure(due_on=due_on), actions, outcomes, TODAY)
    assert (late.text if late else None) == text


def test_a_measure_is_begun_with_its_first_action() -> None:
    assert [status.of(count).text for count in (0, 1, 9)] == ["ยังไม่เริ่ม", "กำลังดำเนินการ", "กำลังดำเนินการ"]
