"""A year's sheet is downloaded where reports are brought in, filled, and becomes that year's measures."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

import clock
from accounts.models import Agency
from accounts.permissions import Role
from document import ReportError
from document.grids import bounds
from document.grids.workbook import xlsx
from document.readers.reading import Reading
from ita.catalogue import load_csv
from measures.models import Action, Measure, Plan
from measures.services.catalogue import known, load
from measures.services.years.year import latest_to_begin
from reports.compiling.adopt import adopt
from reports.formats.registry import reader_for
from tests.document.test_year_sheet import ACTION, END, NAME, OUTCOME, POST, START, STEPS, UNIT, Filled, saved
from tests.factories import a_user, an_agency
from thai.fiscal import fiscal_year

pytestmark = pytest.mark.django_db
IMPORT = "/a/thung-sai-than/import/"


@pytest.fixture
def manee(client: Any) -> Any:
    load(load_csv())
    client.force_login(a_user("manee", Role.COORDINATOR, agency=an_agency()))
    return client


def rows_of(data: bytes) -> list[Filled]:
    [found] = xlsx.read(bounds.container(data, "")).sheets
    last = max(row for row, _ in found.sheet.cells)
    return [{column: text for (at, column), text in found.sheet.cells.items() if at == row} for row in range(last + 1)]


def read(data: bytes) -> Reading:
    """What the reader of every way in makes of a file."""
    reader = reader_for(".xlsx")
    assert reader is not None
    reading: Reading = reader(data, agency=Agency.objects.get().name, catalogue=known())
    return reading


def test_it_is_offered_on_the_page_of_imports_for_this_year_and_the_last(manee: Any) -> None:
    page, this = manee.get(IMPORT).content.decode(), fiscal_year(clock.today())
    assert [f"{IMPORT}{this + each}.xlsx" in page for each in (-2, -1, 0, 1)] == [False, True, True, False]
    response = manee.get(f"{IMPORT}2566.xlsx")
    assert response["Content-Type"] == "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    found = rows_of(response.content)
    assert {row[0] for row in found[5:] if 1 in row} == {each.code for each in load_csv().items(2565)}
    assert "ปีงบประมาณ 2565" in str(found[2][0]) and "ปีงบประมาณ 2566" in str(found[2][0])


def test_filled_and_brought_in_it_is_the_years_plan_with_the_filled_measures_alone(manee: Any) -> None:
    found = rows_of(manee.get(f"{IMPORT}2566.xlsx").content)
    at = next(number for number, row in enumerate(found) if row.get(0) == "E13")
    found[at] |= {STEPS: "1. จัดทำคู่มือ", ACTION: "จัดทำแล้ว", START: "1/6/66", END: date(2023, 9, 29)}
    found[at] |= {OUTCOME: "ดีขึ้น", NAME: "นายดี งามยิ่ง", POST: "นิติกร", UNIT: "สำนักปลัด"}
    reading = read(saved(found))
    assert (len(reading.document.measures), reading.document.measures_year) == (1, 2566)
    adopt(reading.document)
    plan = Plan.objects.get(year=2566)
    [measure], [action] = Measure.objects.filter(plan=plan), Action.objects.filter(measure__plan=plan)
    assert (plan.assessed_year, measure.code, measure.heading_as_written) == (2565, "E13", "")
    assert measure.indicator is not None and measure.indicator.code == "E13"
    assert (action.start_on, action.end_on) == (date(2023, 6, 1), date(2023, 9, 29))
    assert [each.officer.line for each in measure.duties.all()] == ["นายดี งามยิ่ง นิติกร สำนักปลัด"]


def test_what_was_not_filled_at_all_is_refused_in_words(manee: Any) -> None:
    with pytest.raises(ReportError, match="เป็นแบบกรอกที่ยังไม่ได้กรอก"):
        read(manee.get(f"{IMPORT}2566.xlsx").content)


def test_a_year_that_no_plan_can_have_is_not_found(manee: Any) -> None:
    last = latest_to_begin(clock.today())
    found = [manee.get(f"{IMPORT}{year}.xlsx").status_code for year in (0, 2550, 2551, last, last + 1, 99999)]
    assert found == [404, 404, 200, 200, 404, 404]


def test_who_may_not_plan_gets_none(client: Any) -> None:
    client.force_login(a_user("olan", Role.OFFICER, agency=an_agency()))
    assert client.get(f"{IMPORT}2566.xlsx").status_code == 403
