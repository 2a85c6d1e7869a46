"""The state of a measure in words."""

from datetime import date

import pytest

from measures import status
from measures.models import Measure, State

TODAY = date(2023, 9, 29)


@pytest.mark.parametrize(
    ("due_on", "said"),
    [
        (None, ""),
        (date(2023, 9, 29), "วันนี้"),
        (date(2023, 9, 30), "อีก 1 วัน"),
        (date(2027, 9, 29), "อีก 1,461 วัน"),
        (date(2023, 9, 28), "เกินกำหนดแล้ว 1 วัน"),
        (date(2023, 7, 1), "เกินกำหนดแล้ว 90 วัน"),
        (date(2023, 6, 30), "เกินกำหนดมานานแล้ว"),
    ],
)
def test_the_days_until_it_is_due(due_on: date | None, said: str) -> None:
    assert status.due_words(Measure(due_on=due_on), TODAY) == said


@pytest.mark.parametrize(
    ("due_on", "state", "text"),
    [
        (date(2023, 9, 28), State.OPEN, "เกินกำหนด"),
        (date(2023, 9, 28), State.RETURNED, "เกินกำหนด"),
        (date(2019, 9, 28), State.OPEN, "เกินกำหนด"),
        (date(2023, 9, 28), State.HANDED_IN, None),
        (date(2023, 9, 28), State.TAKEN, None),
        (date(2023, 9, 29), State.OPEN, None),
        (None, State.OPEN, None),
    ],
)
def test_late_is_what_is_due_and_not_handed_in(due_on: date | None, state: State, text: str | None) -> None:
    late = status.late(Measure(due_on=due_on, state=state), TODAY)
    assert (late.text if late else None) == text


def test_an_open_measure_is_begun_with_its_first_action() -> None:
    said = [status.of(Measure(state=State.OPEN), count).text for count in (0, 1, 9)]
    assert said == ["ยังไม่เริ่ม", "กำลังดำเนินการ", "กำลังดำเนินการ"]
