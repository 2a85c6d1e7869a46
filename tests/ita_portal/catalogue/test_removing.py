"""An item that was entered by mistake goes where nothing hangs on it; else what does is counted, never whose it is."""

from __future__ import annotations

import threading
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.changed import digest
from accounts.models import User
from accounts.permissions import Role
from audit.models import AuditEvent
from audit.verify import verify
from measures.models import Indicator, Measure, Plan, Recommended, Reference, Wording
from measures.services import measure as measures
from measures.services import wording
from measures.services.lists import items as list_items
from measures.services.lists import removing
from scores.models import Score
from scores.services import outline, sheet
from tests.audit.making import at_once
from tests.browsing import form_of
from tests.factories import NOON, a_measure, a_plan, a_score_sheet, a_user, an_agency, an_indicator
from tests.ita_portal.catalogue.conftest import MANUAL

pytestmark = pytest.mark.django_db
LIST = reverse("catalogue:list", args=[2566, "general"])


def url_of(item: Indicator) -> str:
    return reverse("catalogue:item_remove", args=[item.pk])


def text_of(page: Any) -> str:
    return " ".join(page.content.decode().replace("\N{NO-BREAK SPACE}", " ").split())


def counts(item: Indicator) -> dict[str, int]:
    return {each.what: each.count for each in removing.hanging(item)}


def test_an_item_on_which_nothing_hangs_is_asked_about_and_taken_out(
    keeper: Client, operator: User, item: Indicator
) -> None:
    older = an_indicator("O13", year=2565)
    Indicator.objects.filter(pk=item.pk).update(forerunner=older)
    page = keeper.get(url_of(item))
    assert MANUAL in text_of(page) and "นำกลับไม่ได้" in text_of(page)
    assert Indicator.objects.filter(pk=item.pk).exists()
    form = form_of(page, to=url_of(item))
    done = keeper.post(form.action, form.values, follow=True)
    assert done.redirect_chain == [(LIST, 302)]
    assert "นำข้อ O13 ออกจากรายการปี 2566 หน่วยงานทั่วไปแล้ว" in text_of(done)
    assert list(Indicator.objects.all()) == [older]
    event = AuditEvent.objects.order_by("-seq")[0]
    assert (event.action, event.subject, event.actor) == ("catalogue.item_removed", "catalogue", operator.pk)
    assert '"code":"O13"' in event.data
    assert keeper.get(url_of(item)).status_code == keeper.post(url_of(item), form.values).status_code == 404


def test_what_hangs_on_an_item_is_counted_and_nobody_is_named(keeper: Client, operator: User, item: Indicator) -> None:
    agency = an_agency("ban-lek")
    linked = a_measure(a_plan(agency, 2567), "O13", indicator=item)
    by_code = a_measure(Plan.objects.get(), "O13", question="ไม่ผูก")
    several = a_measure(Plan.objects.get(), "O14")
    Measure.objects.filter(pk=several.pk).update(more_codes=["O13"])
    Measure.objects.filter(pk=linked.pk).update(removed_at=NOON)
    Reference.objects.create(measure=by_code, position=0, code="O13", as_written="o13", year=2566)
    said = {"confirmed_by": operator, "confirmed_at": NOON}
    Wording.objects.create(agency=agency, indicator=item, text="ของหน่วยงาน", **said)
    of_scores = a_score_sheet(agency, operator, year=2566)
    Score.objects.filter(code="O13").delete()
    Score.objects.create(sheet=of_scores, of="item", tool="OIT", code="O13", value=70)
    later = an_indicator("O14", year=2567)
    Indicator.objects.filter(pk=later.pk).update(forerunner=item)
    Recommended.objects.create(key="a", tool="OIT", text="ทำ", indicator=item)
    found = {
        "มาตรการของหน่วยงาน (รวมที่นำออกจากแผนแล้ว)": 3,
        "ข้ออ้างอิงในขั้นตอนของมาตรการ": 1,
        "คะแนนของหน่วยงาน": 1,
        "ถ้อยคำที่หน่วยงานยืนยันเอง": 1,
        "ข้อของปีหลังที่มีข้อนี้เป็นข้อเดิม": 1,
        "มาตรการในคลัง": 1,
    }
    assert counts(item) == found
    page = text_of(keeper.get(url_of(item)))
    assert all(f"{what} <b" in page for what in found)
    assert agency.name not in page and "ban-lek" not in page and "นำข้อ O13 ออกจากรายการ</button>" not in page
    refused = keeper.post(url_of(item), {"base": digest(list_items.facts_of(item))})
    assert refused.status_code == 409
    assert Indicator.objects.filter(pk=item.pk).exists()
    assert not AuditEvent.objects.filter(action="catalogue.item_removed").exists()


def test_only_agencies_that_use_the_list_are_counted(item: Indicator) -> None:
    hospital, other = an_agency("hospital"), an_agency("said")
    hospital.kind, other.list_kind = "hospital", "hospital"
    hospital.save()
    other.save()
    for agency in (hospital, other):
        a_measure(a_plan(agency, 2567), "O13")
    assert sum(counts(item).values()) == 2  # there is no list of hospitals, whom the general one serves
    own = an_indicator("O13", year=2566, kind="hospital")
    assert (counts(item), sum(counts(own).values())) == ({}, 2)


def test_an_item_that_another_wrote_meanwhile_is_shown_anew(keeper: Client, item: Indicator) -> None:
    form = form_of(keeper.get(url_of(item)), to=url_of(item))
    Indicator.objects.filter(pk=item.pk).update(text="ถ้อยคำใหม่")
    for values in (form.values, {}, {"base": "x" * 5000}):
        page = keeper.post(url_of(item), values)
        assert page.status_code == 409
        assert "ถ้อยคำใหม่" in text_of(page)
    assert Indicator.objects.filter(pk=item.pk).exists()


def test_an_item_that_another_removed_while_it_was_written_is_not_there(keeper: Client, item: Indicator) -> None:
    url = reverse("catalogue:item", args=[item.pk])
    form = form_of(keeper.get(url), to=url)
    item.delete()
    assert keeper.post(url, {**form.values, "text": "ใหม่"}).status_code == 404


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_makes_as_many_queries_whatever_hangs_on_the_item(
    keeper: Client, operator: User, item: Indicator, count: int
) -> None:
    for number in range(count):
        agency = an_agency(f"a-{number}")
        a_measure(a_plan(agency, 2567), "O13", indicator=item)
        Wording.objects.create(agency=agency, indicator=item, text="x", confirmed_by=operator, confirmed_at=NOON)
    keeper.get(url_of(item))
    with CaptureQueriesContext(connection) as captured:
        keeper.get(url_of(item))
    assert len(captured) == 14


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("writes", ["measure", "score", "wording"])
@pytest.mark.parametrize("time", range(3))
def test_who_points_to_an_item_while_it_is_removed_points_to_nothing_or_keeps_it(writes: str, time: int) -> None:
    item = an_indicator("O13", year=2566, text=MANUAL)
    operator, agency = a_user("somying", is_superuser=True), an_agency()
    plan, manee = a_plan(agency, 2567), a_user("manee", Role.COORDINATOR, agency=agency)
    base = digest(list_items.facts_of(item))
    year = outline.of_year(agency, 2566)
    start, told = threading.Barrier(2), []

    def remove() -> None:
        try:
            removing.remove(item=item.pk, base=base, by=operator)
        except removing.Hangs:
            told.append("hangs")

    def point() -> None:
        wanted = measures.Wanted("O13", "O13", "OIT", MANUAL, None, ("ทำ",))
        if writes == "measure":
            measures.save(plan=plan, measure=None, wanted=wanted, by=manee, now=NOON)
        elif writes == "score":
            empty = digest(sheet.facts_of(None, ["O13"]))
            sheet.save(outline=year, agency=agency, facts={"O13": "70"}, base=empty, by=manee, now=NOON)
        else:
            try:
                wording.confirm(agency=agency, indicator=item, text="คำ", by=manee, now=NOON, base=None)
            except ValidationError:
                told.append("gone")

    def act(number: int) -> None:
        start.wait()
        (remove, point)[number]()

    at_once(2, act)
    is_there = Indicator.objects.filter(pk=item.pk).exists()
    rows = Measure.objects.count() + Score.objects.count() + Wording.objects.count()
    if writes == "wording":
        assert (told, rows) == (["hangs"], 1) if is_there else (["gone"], 0)
    else:
        assert (told, rows) == ((["hangs"], 1) if is_there else ([], 1))
    links = [*Measure.objects.values_list("indicator", flat=True), *Score.objects.values_list("indicator", flat=True)]
    assert links in ([], [item.pk] if is_there else [None])
    assert verify().whole
