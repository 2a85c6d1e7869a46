"""A report goes into the database and comes out the same; nothing is stored of one that cannot."""

from dataclasses import replace
from datetime import date

import pytest
from pytest_django import DjangoAssertNumQueries

from accounts.models import Agency
from audit.models import AuditEvent
from document import Action as SaidAction
from document import ActionDate, Approver, MarkedText, ReportDocument
from document.doubts import Doubt
from document.readers import text as reader
from measures.models import Action, Measure, Officer, Plan
from reports.compiling.adopt import AlreadyThere, adopt
from reports.compiling.assemble import assemble, items
from reports.compiling.edition import latest
from reports.models import Edition
from tests.document.samples import SEED


@pytest.fixture
def document() -> ReportDocument:
    return reader.read(SEED).document


@pytest.mark.django_db
def test_the_real_report_comes_out_as_it_went_in(document: ReportDocument) -> None:
    edition = adopt(document)
    assert assemble(edition.report.plan, Edition.objects.get(pk=edition.pk)) == document


@pytest.mark.django_db
def test_an_approver_who_stands_in_comes_out_as_they_went_in(document: ReportDocument) -> None:
    approver = Approver("นายทดสอบ ระบบดี", "ปลัดเทศบาล", "acting", "นายกเทศมนตรี")
    said = replace(document, approver=approver)
    edition = adopt(said)
    assert assemble(edition.report.plan, Edition.objects.get(pk=edition.pk)) == said


@pytest.mark.django_db
def test_agency_units_and_officers_are_made_once(document: ReportDocument) -> None:
    adopt(document)
    agency = Agency.objects.get()
    assert (agency.name, agency.kind) == ("องค์การบริหารส่วนตำบลจำปา", Agency.Kind.SUBDISTRICT)
    assert agency.slug.isascii()
    assert [(o.name, o.unit.short_name if o.unit else "") for o in Officer.objects.all()] == [
        ("นายมณฑล หอมเหมือน", "สำนักปลัด")
    ]
    assert [event.action for event in AuditEvent.objects.order_by("seq")] == ["agency.added", "report.imported"]


@pytest.mark.django_db
def test_a_second_report_of_the_same_year_is_refused_and_changes_nothing(document: ReportDocument) -> None:
    adopt(document)
    events = AuditEvent.objects.count()
    with pytest.raises(AlreadyThere, match="มีแผนปี 2566 อยู่แล้ว"):
        adopt(replace(document, opening="อื่น"))
    assert (Measure.objects.count(), AuditEvent.objects.count()) == (3, events)


@pytest.mark.django_db(transaction=True)
def test_an_import_that_fails_in_the_middle_leaves_nothing(
    document: ReportDocument, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*args: object, **kwargs: object) -> None:
        raise RuntimeError("power cut")

    monkeypatch.setattr("reports.compiling.adopt.write_edition", broken)
    with pytest.raises(RuntimeError):
        adopt(document)
    assert (Agency.objects.count(), Plan.objects.count(), Measure.objects.count()) == (0, 0, 0)
    assert AuditEvent.objects.count() == 0


@pytest.mark.django_db
def test_doubts_of_the_import_stay_with_the_report(document: ReportDocument) -> None:
    edition = adopt(document, doubts=[Doubt("agency", "ผู้รายงาน", "อ่านชื่อหน่วยงานจากกองงาน")])
    assert Edition.objects.get(pk=edition.pk).import_doubts == [
        {"key": "agency", "place": "ผู้รายงาน", "message": "อ่านชื่อหน่วยงานจากกองงาน"}
    ]


@pytest.mark.django_db
def test_a_date_field_that_the_words_do_not_hold_is_printed_after_them(document: ReportDocument) -> None:
    edition = adopt(document)
    action = Action.objects.order_by("pk").first()
    assert action is not None
    action.text, action.start_on, action.end_on = "จัดประชุมชี้แจง", date(2023, 7, 3), date(2023, 7, 3)
    action.save()
    said = assemble(edition.report.plan, latest(edition.report.plan)).measures[0].actions[0]
    assert said == SaidAction("", "จัดประชุมชี้แจง", (ActionDate(date(2023, 7, 3), date(2023, 7, 3), False, ""),))
    assert said.printed == "จัดประชุมชี้แจง เมื่อวันที่ 3 กรกฎาคม 2566"


@pytest.mark.django_db
def test_a_date_that_the_words_hold_is_not_printed_twice(document: ReportDocument) -> None:
    edition = adopt(document)
    Action.objects.update(text="ประชุมตั้งแต่วันที่ 3 กรกฎาคม 2566", start_on=date(2023, 7, 3), end_on=None, open_ended=True)
    printed = {a.printed for m in assemble(edition.report.plan, edition).measures for a in m.actions}
    assert printed == {"ประชุมตั้งแต่วันที่ 3 กรกฎาคม 2566"}


def test_lists_are_typed_a_line_an_item_with_their_markers() -> None:
    assert items("1. ขาดคน\n\n 2) ขาดเงิน \n- ขาดของ\nปี พ.ศ. 2566 ขาดเวลา") == (
        MarkedText("1.", "ขาดคน"),
        MarkedText("2)", "ขาดเงิน"),
        MarkedText("-", "ขาดของ"),
        MarkedText("", "ปี พ.ศ. 2566 ขาดเวลา"),
    )


@pytest.mark.django_db
@pytest.mark.parametrize("count", [1, 3])
def test_assembling_takes_the_same_number_of_queries_for_any_number_of_measures(
    count: int, document: ReportDocument, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    edition = adopt(replace(document, measures=document.measures[:count]))
    with django_assert_num_queries(10):
        assemble(edition.report.plan, edition)
