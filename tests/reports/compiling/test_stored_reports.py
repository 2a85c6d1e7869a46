"""Whatever the tables hold comes out as a file that reads back the same; what they cannot hold is refused in Thai."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from django.core.management import call_command
from django.db import transaction
from hypothesis import HealthCheck, given, settings

from accounts.models import Agency
from document import Measure as SaidMeasure
from document import Officer, ReportDocument, ReportError
from document.readers import json as json_reader
from document.readers import text as text_reader
from document.writers import json as json_writer
from ita.catalogue import load_csv
from ita.limits import LONGEST_TEXT
from measures.models import Action, Measure, MeasureOfficer, Plan
from measures.services import catalogue
from reports.compiling.adopt import adopt
from reports.compiling.assemble import assemble
from reports.compiling.edition import latest
from reports.compiling.stored_measures import as_held
from reports.models import Edition
from tests.document.samples import SEED, problems
from tests.document.strategies import any_document, of_schema_2
from tests.factories import a_measure, a_plan, a_unit, an_agency, an_indicator, an_officer

SAMPLE = text_reader.read(SEED).document


def stored(plan: Plan) -> ReportDocument:
    return assemble(plan, latest(plan))


def reads_back(document: ReportDocument) -> bool:
    return json_reader.read(json_writer.write(document)).document == document


def fitting(document: ReportDocument) -> ReportDocument:
    """The document with what the tables ask for: an assessed year before that of the measures, and questions."""
    first, last = sorted((document.assessed_year, document.measures_year))
    asked = tuple(replace(each, question=each.question.strip() or "ข้อคำถาม") for each in document.measures)
    years = {"assessed_year": first, "measures_year": last} if first < last else {"assessed_year": 2565}
    years |= {"measures_year": 2566} if first == last else {}
    return replace(document, measures=asked, **years)  # type: ignore[arg-type]  # both are years


@pytest.mark.django_db
@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(any_document.map(fitting))
def test_every_document_that_was_stored_reads_back(document: ReportDocument) -> None:
    with transaction.atomic():
        plan = adopt(document).report.plan
        plan.agency.clean_fields(exclude=["province"])  # no document names a province
        assert reads_back(stored(plan))
        transaction.set_rollback(True)


@pytest.mark.django_db
@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(of_schema_2().map(fitting))
def test_what_schema_2_says_is_given_back(document: ReportDocument) -> None:
    with transaction.atomic():
        out = stored(adopt(replace(document, kind="result", agency="เทศบาลตำบลทุ่งสาย")).report.plan)
        assert (out.measures, out.cover) == (tuple(map(as_held, document.measures)), document.cover)
        assert reads_back(out)
        transaction.set_rollback(True)


def with_a_code_older_than_its_list(plan: Plan) -> None:
    a_measure(plan, "E99")


def with_the_longest_question(plan: Plan) -> None:
    a_measure(plan, question="ก" * LONGEST_TEXT)


def with_the_longest_officer(plan: Plan) -> None:
    unit = a_unit(plan.agency)
    unit.name = "กองช่าง".ljust(200, "ก")
    unit.save()
    longest = an_officer(plan.agency, "นาย" + "ก" * 147, post="ต" * 200, unit=unit)
    a_measure(plan, officers=[longest])


def with_the_longest_words_of_an_officer(plan: Plan) -> None:
    a_measure(plan, officers=[an_officer(plan.agency)])
    MeasureOfficer.objects.update(as_written="ก" * 400)


def with_a_day_that_has_no_end(plan: Plan) -> None:
    measure = a_measure(plan)
    Action.objects.create(measure=measure, position=0, text="จัดอบรม", start_on=date(2023, 6, 1))


def with_a_date_on_two_lines(plan: Plan) -> None:
    a_measure(plan, actions=["จัดอบรมเมื่อวันที่ 29\nกันยายน 2566"])


STORED: list[Callable[[Plan], None]] = [
    with_a_code_older_than_its_list,
    with_the_longest_question,
    with_the_longest_officer,
    with_the_longest_words_of_an_officer,
    with_a_day_that_has_no_end,
    with_a_date_on_two_lines,
]


@pytest.mark.django_db
@pytest.mark.parametrize("fill", STORED)
@pytest.mark.parametrize("year", [2551, 2566, 2700])
def test_the_utmost_that_the_tables_hold_reads_back(fill: Callable[[Plan], None], year: int) -> None:
    plan = a_plan(an_agency(), year)
    fill(plan)
    assert reads_back(stored(plan))


@pytest.mark.django_db
def test_an_exported_code_that_no_list_holds_is_imported_with_a_doubt(tmp_path: Path) -> None:
    agency = an_agency()
    a_measure(a_plan(agency), "E99")
    out = tmp_path / "out.json"
    call_command("export_report", "--agency", agency.name, "--year", "2566", str(out))
    call_command("import_report", str(out), "--agency", "องค์การบริหารส่วนตำบลอื่น")
    edition = Edition.objects.get(report__plan__agency__name="องค์การบริหารส่วนตำบลอื่น")
    assert Measure.objects.filter(plan=edition.report.plan).get().code == "E99"
    said = {"key": "code-unlisted:E99", "place": "มาตรการที่ 1 (ข้อ E99)"}
    assert {**said, "message": "ไม่มีข้อ E99 ในรายการข้อคำถามปี 2565 และปี 2566"} in edition.import_doubts


@pytest.mark.django_db
def test_an_import_asks_the_lists_that_were_loaded(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "report.txt"
    file.write_bytes(SEED.replace(b"E13", b"E77", 1))
    catalogue.load(load_csv())
    call_command("import_report", str(file), "--dry-run")
    assert "ไม่มีข้อ E77 ในรายการข้อคำถามปี 2565 และปี 2566" in capsys.readouterr().err
    an_indicator("E77", year=2566, text="ข้อที่เพิ่มภายหลัง")
    call_command("import_report", str(file))
    assert "ไม่มีข้อ E77" not in capsys.readouterr().err
    assert Measure.objects.filter(code="E77").count() == 1


@pytest.mark.django_db
def test_an_officer_who_stands_twice_is_stored_once_and_doubted() -> None:
    officer = Officer("นายมานะ ใจกล้า", "นายช่างโยธา", "กองช่าง", "นายมานะ ใจกล้า นายช่างโยธา กองช่าง")
    again = replace(officer, as_written="1. นายมานะ ใจกล้า นายช่างโยธา กองช่าง")
    twice = replace(SAMPLE, measures=(replace(SAMPLE.measures[1], officers=(officer, again)),))
    reading = json_reader.read(json_writer.write(twice))
    assert [(each.key, each.message) for each in reading.warnings if each.key.startswith("officer")] == [
        ("officer-twice:E13:2", "“1. นายมานะ ใจกล้า นายช่างโยธา กองช่าง” มีชื่อซ้ำในผู้รับผิดชอบ ระบบเก็บไว้ครั้งเดียว")
    ]
    plan = adopt(reading.document).report.plan
    assert stored(plan).measures[0].officers == (officer,)


def measure(**said: object) -> ReportDocument:
    first: SaidMeasure = replace(SAMPLE.measures[0], **said)  # type: ignore[arg-type]  # names are checked at run time
    return replace(SAMPLE, measures=(first, *SAMPLE.measures[1:]))


UNFIT = {
    "of a kind that no portal makes": (
        replace(SAMPLE, kind="letter"),
        ("รายงาน kind", "พบ “letter” นำเข้าได้เฉพาะ result plan progress"),
    ),
    "drawn from its own year": (
        replace(SAMPLE, assessed_year=2566),
        ("ย่อหน้านำ", "ปีที่ประเมิน 2566 ต้องอยู่ก่อนปีของมาตรการ 2566"),
    ),
    "drawn from a later year": (
        replace(SAMPLE, assessed_year=2567),
        ("ย่อหน้านำ", "ปีที่ประเมิน 2567 ต้องอยู่ก่อนปีของมาตรการ 2566"),
    ),
    "without a question": (measure(question=""), ("มาตรการที่ 1 (ข้อ I11)", "ไม่มีข้อคำถามหรือตัวชี้วัดหลังรหัสข้อ")),
}


@pytest.mark.django_db
@pytest.mark.parametrize("what", UNFIT)
def test_what_the_tables_cannot_hold_is_refused_with_its_place(
    what: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    document, (place, message) = UNFIT[what]
    with pytest.raises(ReportError) as refused:
        adopt(document)
    assert problems(refused.value) == [(place, message)]
    file = tmp_path / "report.json"
    file.write_bytes(json_writer.write(document))
    with pytest.raises(SystemExit) as stopped:
        call_command("import_report", str(file))
    assert (stopped.value.code, Agency.objects.count()) == (1, 0)
    assert f"{place}: {message}" in capsys.readouterr().err


@pytest.mark.django_db
def test_a_long_name_a_date_without_words_and_a_reference_without_its_spelling_are_stored() -> None:
    reference = replace(SAMPLE.measures[0].references[0], as_written="")
    document = replace(measure(references=(reference,)), agency="เทศบาล" + "ก" * 190, reported_on_as_written="")
    plan = adopt(document).report.plan
    out = stored(plan)
    assert (len(plan.agency.short_name), out.reported_on_as_written) == (80, "3 ตุลาคม 2566")
    assert out.measures[0].references == (replace(reference, as_written=reference.code),)
