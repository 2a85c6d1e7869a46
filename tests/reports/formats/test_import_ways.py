"""The command takes a file in each way, for the agency that it names or the only one, and tells what differs."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from django.core.management import call_command

from accounts.models import Agency
from document import ReportDocument
from document.writers import json as writer
from measures.models import Action, Measure, Plan
from reports.compiling.assemble import assemble
from reports.compiling.edition import latest
from tests.factories import an_agency
from tests.reports.compiling.taking.documents import CODED, UNCODED, a_document
from tests.stored import everything_stored

pytestmark = pytest.mark.django_db


@pytest.fixture
def agency() -> Agency:
    return an_agency()


def a_file(tmp_path: Path, document: ReportDocument) -> str:
    file = tmp_path / "report.json"
    file.write_bytes(writer.write(document))
    return str(file)


def test_a_file_of_schema_2_comes_out_as_it_went_in(agency: Agency, tmp_path: Path) -> None:
    document = a_document(agency)
    call_command("import_report", a_file(tmp_path, document))
    plan = Plan.objects.get()
    assert assemble(plan, latest(plan)) == document


def test_a_past_report_is_marked(agency: Agency, tmp_path: Path) -> None:
    call_command("import_report", a_file(tmp_path, a_document(agency, year=2565)), "--way", "past")
    assert Plan.objects.get().is_from_paper and Action.objects.count() == 2


def test_measures_are_added_to_a_year_and_what_differs_is_told_and_stays(
    agency: Agency, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    call_command("import_report", a_file(tmp_path, a_document(agency, CODED)), "--way", "measures")
    other = a_document(agency, replace(CODED, details=()), UNCODED)
    call_command("import_report", a_file(tmp_path, other), "--way", "measures")
    assert "ต่างจากที่มีอยู่ E13 E14 รายละเอียดที่ 1: “ระยะเวลา : ไตรมาส 1 - 4” ในแฟ้มเป็น “”" in capsys.readouterr().err
    assert [each.details.count() for each in Measure.objects.order_by("position")] == [2, 1]


def test_a_year_with_measures_is_left_alone_and_what_differs_is_told(
    agency: Agency, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    call_command("import_report", a_file(tmp_path, a_document(agency, CODED)))
    before = everything_stored()
    with pytest.raises(SystemExit):
        call_command("import_report", a_file(tmp_path, a_document(agency, UNCODED)))
    said = capsys.readouterr().err
    assert "มีแผนปี 2566 อยู่แล้ว (1 มาตรการ)" in said and "มีอยู่แต่ไม่มีในแฟ้ม E13 E14" in said
    assert everything_stored() == before


def test_without_an_agency_it_is_the_only_one_and_else_asked_for(
    agency: Agency, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    nobodys = a_file(tmp_path, replace(a_document(agency), agency=""))
    an_agency("elsewhere")
    with pytest.raises(SystemExit):
        call_command("import_report", nobodys)
    assert "โปรดระบุด้วย --agency" in capsys.readouterr().err and not Plan.objects.exists()
    Agency.objects.filter(slug="elsewhere").delete()
    call_command("import_report", nobodys)
    assert Plan.objects.get().agency == agency
