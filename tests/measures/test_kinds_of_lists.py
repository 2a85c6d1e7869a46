"""Which list serves an agency: that of its kind by year and tool, else the general one; what hangs on another stays."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from accounts.models import Agency
from ita import catalogue as files
from ita.catalogue import KINDS, Catalogue, Entry
from measures.models import Indicator, Kind, kind_of
from measures.models.catalogue import KIND_OF_LIST
from measures.services import catalogue
from measures.services.catalogue import items_of
from tests.factories import a_measure, a_plan, an_agency, an_indicator

pytestmark = pytest.mark.django_db

ENTRY = Entry(2569, "OIT", "O1", 9, "การเปิดเผยข้อมูล", "โครงสร้าง", "second_hand")


def test_every_kind_of_agency_has_a_kind_of_list_and_files_know_the_same_kinds() -> None:
    assert set(KIND_OF_LIST) == set(Agency.Kind.values)
    assert tuple(Kind.values) == KINDS


def test_the_kind_comes_of_the_agency_unless_the_operator_said_another() -> None:
    agency = an_agency()
    assert kind_of(agency) == Kind.GENERAL
    agency.kind = Agency.Kind.HOSPITAL
    assert kind_of(agency) == Kind.HOSPITAL
    agency.list_kind = "college"
    assert kind_of(agency) == Kind.COLLEGE
    agency.list_kind = "unheard of"
    assert kind_of(agency) == Kind.HOSPITAL


def test_of_each_year_and_tool_the_agencys_own_list_serves_else_the_general_one() -> None:
    hospital, office = an_agency("hospital"), an_agency("office")
    Agency.objects.filter(pk=hospital.pk).update(kind=Agency.Kind.HOSPITAL)
    hospital.refresh_from_db()
    for code, year, kind in (
        ("O1", 2569, "general"),
        ("O2", 2569, "general"),
        ("E1", 2569, "general"),
        ("O1", 2569, "hospital"),
        ("O1", 2568, "general"),
        ("O1", 2569, "school"),
    ):
        an_indicator(code, year=year, kind=kind, text=f"{code} {year} {kind}")
    assert {item.text for item in items_of(hospital, 2568, 2569)} == {
        "O1 2569 hospital",
        "E1 2569 general",
        "O1 2568 general",
    }
    assert {item.text for item in items_of(office, 2569)} == {"O1 2569 general", "O2 2569 general", "E1 2569 general"}
    assert [item.text for item in items_of(hospital, 2569, tool="OIT")] == ["O1 2569 hospital"]
    assert len(items_of(hospital)) == 3
    known = catalogue.of(hospital, 2569)
    assert (known.holds(2569, "O2"), known.holds(2569, "E1")) == (False, True)
    assert catalogue.of(hospital).years == ()


def test_a_code_stands_once_a_year_and_kind_and_a_list_of_another_kind_leaves_links_and_questions() -> None:
    catalogue.load([ENTRY])
    item = Indicator.objects.get()
    agency = an_agency()
    measure = a_measure(a_plan(agency, 2570, assessed_year=2569), "O1", question="โครงสร้าง", indicator=item)
    loaded = catalogue.load([replace(ENTRY, text="ของโรงเรียน", kind="school"), replace(ENTRY, text="แก้แล้ว")])
    assert (loaded.added, loaded.changed) == (1, 1)
    agency.list_kind = "school"
    agency.save()
    measure.refresh_from_db()
    assert (measure.question, measure.indicator) == ("โครงสร้าง", item)
    assert catalogue.of(measure.plan.agency, 2569).get(2569, "O1") == replace(ENTRY, text="ของโรงเรียน", kind="school")


def test_a_file_may_name_the_kind_and_older_files_are_general(tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    head = "fiscal_year,tool,code,indicator_no,indicator_name,text,status"
    path.write_text(f"{head},kind\n2569,OIT,O1,9,ชื่อ,ก,seed,\n2569,OIT,O1,9,ชื่อ,ข,seed,hospital\n")
    assert [(each.text, each.kind) for each in files.read_csv(path)] == [("ก", "general"), ("ข", "hospital")]
    assert [each.text for each in files.load_csv(path)] == ["ก"]
    path.write_text(
        f"{head},kind\n2569,OIT,O1,9,ชื่อ,ก,seed,clinic\n2569,OIT,O2,9,ชื่อ,ก,seed,\n2569,OIT,O2,9,ชื่อ,ก,seed,general\n"
    )
    with pytest.raises(files.CatalogueError) as refused:
        files.read_csv(path)
    assert str(refused.value).splitlines() == [
        "แถวที่ 2 คอลัมน์ kind: พบ “clinic” ต้องเป็น general หรือ hospital หรือ college หรือ school หรือเว้นว่าง",
        "แถวที่ 4 คอลัมน์ code: ข้อ O2 ของปี 2569 มีซ้ำ",
    ]


def test_a_catalogue_of_one_agency_is_walked_in_its_order() -> None:
    other = replace(ENTRY, code="O2")
    assert list(Catalogue([ENTRY, other])) == [ENTRY, other]
