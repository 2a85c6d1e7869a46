"""The lists of items go into the database, again and again, and nothing that hangs on them is lost."""

from __future__ import annotations

from dataclasses import replace
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from audit.models import AuditEvent
from ita.catalogue import FIELDS, STATUSES, TOOLS, Catalogue, Entry, load_csv
from measures.models import Indicator
from measures.services import catalogue
from measures.services.catalogue import Loaded
from tests.factories import a_measure, a_plan, an_agency
from tests.stored import everything_stored

pytestmark = pytest.mark.django_db

ENTRY = Entry(2566, "EIT", "E13", 8, "การปรับปรุงระบบการทำงาน", "", "no_text")
OTHER = Entry(2566, "OIT", "O1", 9, "การเปิดเผยข้อมูล", "โครงสร้าง", "second_hand")


def stored() -> list[Entry]:
    return [
        Entry(item.year, item.tool, item.code, item.group_no, item.group_name, item.text, item.status)
        for item in Indicator.objects.order_by("pk")
    ]


def test_the_programs_own_lists_go_in_and_come_out_as_they_are() -> None:
    lists = load_csv()
    entries = [entry for year in lists.years for entry in lists.items(year)]
    assert catalogue.load(lists) == Loaded(230, 0, 0)
    assert stored() == entries
    agency = an_agency()
    again = catalogue.of(agency, 2565, 2566, 2567, 2568, 2569)
    assert [entry for year in again.years for entry in again.items(year)] == entries
    assert catalogue.of(agency, 2566).years == (2566,)
    assert {entry.tool for entry in catalogue.of(agency, 2566, tool="EIT").items(2566)} == {"EIT"}


def test_a_second_time_nothing_changes() -> None:
    catalogue.load(load_csv())
    before = everything_stored()
    assert catalogue.load(load_csv()) == Loaded(0, 0, 230)
    assert everything_stored() == before
    assert list(AuditEvent.objects.values_list("action", "subject", "data")) == [
        ("catalogue.loaded", "catalogue", '{"added":230,"changed":0,"years":[2565,2566,2568,2569]}')
    ]


def test_an_installation_that_has_the_older_years_gets_the_new_ones_and_nothing_else_changes() -> None:
    lists = load_csv()
    older = [entry for year in (2565, 2566) for entry in lists.items(year)]
    catalogue.load(Catalogue(older))
    assert catalogue.load(lists) == Loaded(54, 0, 176)
    assert stored()[:176] == older


def test_the_lists_of_the_program_stand_in_for_years_and_tools_that_the_database_lacks() -> None:
    catalogue.load(Catalogue([replace(ENTRY, year=2568), OTHER]))
    known = catalogue.known()
    counts = {year: [len(known.items(year, tool)) for tool in TOOLS] for year in known.years}
    assert counts == {2565: [30, 15, 43], 2566: [30, 15, 1], 2568: [0, 1, 28], 2569: [0, 0, 26]}


def test_a_changed_list_changes_its_items_and_deletes_none() -> None:
    catalogue.load(Catalogue([ENTRY, OTHER]))
    item = Indicator.objects.get(code="E13")
    measure = a_measure(a_plan(an_agency(), 2567), indicator=item, question="เดิม")
    known = replace(ENTRY, text="หน่วยงานมีระบบออนไลน์หรือไม่", status="seed")
    added = replace(OTHER, code="O2", text="ข้อมูลผู้บริหาร")
    assert catalogue.load(Catalogue([known, added])) == Loaded(1, 1, 0)
    assert stored() == [known, OTHER, added]
    measure.refresh_from_db()
    assert (measure.indicator, measure.question) == (item, "เดิม")


def test_an_item_may_move_to_another_group() -> None:
    catalogue.load(Catalogue([ENTRY]))
    moved = replace(ENTRY, group_no=7, group_name="ประสิทธิภาพการสื่อสาร")
    assert catalogue.load(Catalogue([moved])) == Loaded(0, 1, 0)
    assert stored() == [moved]


def test_the_command_says_in_thai_what_it_did() -> None:
    out = StringIO()
    call_command("load_catalogue", stdout=out)
    call_command("load_catalogue", stdout=out)
    assert out.getvalue().splitlines() == [
        "เพิ่ม 230 ข้อ แก้ไข 0 ข้อ ตรงกันแล้ว 0 ข้อ",
        "เพิ่ม 0 ข้อ แก้ไข 0 ข้อ ตรงกันแล้ว 230 ข้อ",
    ]


GOOD = "2566,OIT,O1,9,การเปิดเผยข้อมูล,โครงสร้าง,second_hand"


@pytest.mark.parametrize(
    "bad",
    [
        "2566",
        GOOD.replace("2566", "2400"),
        GOOD.replace("2566", "2800"),
        GOOD.replace(",9,", ",11,"),
        f"{GOOD}\n{GOOD}",
    ],
    ids=["one column", "a year too early", "a year too late", "group 11", "an item twice"],
)
def test_a_wrong_file_is_refused_in_thai_and_nothing_of_it_is_stored(tmp_path: Path, bad: str) -> None:
    file = tmp_path / "items.csv"
    good = GOOD.replace("O1,", "O2,")
    file.write_text("\n".join([",".join(FIELDS), good, bad]) + "\n", encoding="utf-8")
    with pytest.raises(CommandError, match=r"แถวที่ [34] "):
        call_command("load_catalogue", str(file))
    assert stored() == []
    assert AuditEvent.objects.count() == 0


def test_a_file_that_is_not_there_is_refused_in_thai(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match=r"เปิดแฟ้ม none\.csv ไม่ได้"):
        call_command("load_catalogue", str(tmp_path / "none.csv"))


def test_every_status_that_a_file_may_say_has_a_thai_name() -> None:
    assert set(STATUSES) == set(Indicator.Status.values)
    confirmed = replace(ENTRY, text="ถ้อยคำ", status="confirmed")
    catalogue.load(Catalogue([confirmed]))
    item = Indicator.objects.get()
    item.full_clean()
    assert (stored(), item.get_status_display()) == ([confirmed], "ยืนยันแล้ว")
