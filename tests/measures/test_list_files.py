"""The list of measures as a file: what the filter finds, its progress and its states, for whoever may read the list."""

from __future__ import annotations

import csv
import io
from datetime import date
from typing import Any

import pytest
from django.utils import timezone

from accounts.permissions import Role
from document.grid import Table
from document.grids import sheets
from measures.models import Action, Measure, State
from tests.factories import a_user, an_agency
from tests.measures.conftest import Office, SignedIn

pytestmark = pytest.mark.django_db


def rows_of(client: Any, office: Office, query: str = "") -> list[list[str]]:
    answer = client.get(office.url("list_file", form="csv") + query)
    assert answer.status_code == 200
    return list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"))))[1:]


@pytest.fixture
def scene(office: Office) -> Office:
    first = office.measure("E13", steps=["จัดทำคู่มือ"], actions=["อบรม", "ลบแล้ว"], outcomes=["ดีขึ้น"])
    first.due_on = date(2020, 9, 29)
    first.save()
    Action.objects.filter(text="อบรม").update(start_on=date(2023, 6, 1), open_ended=True)
    Action.objects.filter(text="ลบแล้ว").update(removed_at=timezone.now())
    taken = office.measure("I1", actions=["ประชุม"], officers=[])
    Measure.objects.filter(pk=taken.pk).update(state=State.TAKEN)
    office.measure("O8", removed=True)
    return office


def test_it_has_a_row_a_measure_with_progress_state_and_officers(scene: Office, signed_in: SignedIn) -> None:
    taken, late = rows_of(signed_in(scene.manee), scene)
    assert [late[0], *late[2:]] == [
        *("E13", "จัดทำคู่มือ", scene.somkid.line, "29 กันยายน 2563", "กำลังดำเนินการ", "เกินกำหนด"),
        *("1", "1. อบรม", "1", "ดีขึ้น"),
    ]
    assert [taken[0], *taken[3:]] == ["I1", "", "", "ตรวจรับแล้ว", "", "1", "ประชุม", "0", ""]


@pytest.mark.parametrize(
    ("query", "codes"),
    [
        ("", ["I1", "E13"]),
        ("?state=taken", ["I1"]),
        ("?q=คู่มือ", ["E13"]),
        ("?q=ไม่มีคำนี้เลย", []),
        ("?state=x", ["I1", "E13"]),
    ],
)
def test_it_holds_what_the_list_shows(scene: Office, signed_in: SignedIn, query: str, codes: list[str]) -> None:
    client = signed_in(scene.manee)
    assert [row[0] for row in rows_of(client, scene, query)] == codes
    page = client.get(scene.url("list") + query)
    assert [row.code for row in page.context["rows"]] == codes


def test_the_page_offers_it_as_filtered(scene: Office, signed_in: SignedIn) -> None:
    page = signed_in(scene.manee).get(scene.url("list") + "?state=taken&page=1").content.decode()
    assert f'href="{scene.url("list_file", form="xlsx")}?state=taken"' in page
    assert f'href="{scene.url("list_file", form="csv")}?state=taken"' in page


def test_a_workbook_has_a_sheet_of_actions_with_their_days(scene: Office, signed_in: SignedIn) -> None:
    answer = signed_in(scene.mana).get(scene.url("list_file", form="xlsx"))
    measures, actions = (each for each in sheets.read(answer.content).blocks if isinstance(each, Table))
    assert [row[0].text for row in measures.rows] == ["รหัสข้อ", "I1", "E13"]
    said = [[cell.text for cell in row][2:6] for row in actions.rows[1:]]
    assert said == [["ประชุม", "", "", ""], ["1. อบรม", "1 มิถุนายน 2566", "", "ต่อเนื่อง"]]


def test_another_agency_and_another_form_get_nothing(scene: Office, signed_in: SignedIn) -> None:
    stranger = signed_in(a_user("stranger", Role.COORDINATOR, agency=an_agency("other")))
    assert stranger.get(scene.url("list_file", form="xlsx")).status_code in (403, 404)
    assert [signed_in(scene.manee).get(scene.url("list_file", form=each)).status_code for each in ("pdf", "x")] == [
        404
    ] * 2
