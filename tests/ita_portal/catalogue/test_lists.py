"""The operator sees all lists with their gaps, writes and confirms items, and copies a list into the next year."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.authentication import sessions
from accounts.models import Draft, User
from audit.models import AuditEvent
from measures.models import Indicator, Wording
from tests.browsing import form_of
from tests.factories import NOON, a_measure, a_plan, a_user, an_agency, an_indicator
from tests.ita_portal.catalogue.conftest import MANUAL

pytestmark = pytest.mark.django_db
INDEX = reverse("catalogue:index")
LIST = reverse("catalogue:list", args=[2566, "general"])


@pytest.fixture(autouse=True)
def last_use_is_not_written(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sessions, "_STEP", float("inf"))


def text_of(page: Any) -> str:
    return " ".join(page.content.decode().split())


def last_event() -> tuple[str, str, int | None]:
    event = AuditEvent.objects.order_by("-seq")[0]
    return event.action, event.subject, event.actor


def test_years_without_a_list_and_tools_without_one_are_named(keeper: Client, item: Indicator) -> None:
    an_indicator("O1", year=2568)
    an_indicator("E1", year=2568, kind="hospital", text="ถ้อยคำ")
    rows = keeper.get(INDEX).context["rows"]
    assert [(row.place.year, row.place.kind, row.lists.is_missing) for row in rows] == [
        (2568, "general", False),
        (2568, "hospital", False),
        (2567, "general", True),
        (2566, "general", False),
    ]
    counts = {each.tool: (each.items, each.counts["no_text"], each.confirmed) for each in rows[0].lists.tools}
    assert counts == {"IIT": (0, 0, 0), "EIT": (0, 0, 0), "OIT": (1, 1, 0)}
    assert text_of(keeper.get(INDEX)).count("ยังไม่มีรายการ") == 9


def test_the_pages_of_years_with_gaps_and_without_any_list_are_drawn(keeper: Client) -> None:
    assert keeper.get(INDEX).status_code == 200
    an_indicator("O1", year=2568)
    for year in (2567, 2568, 2569):
        for name in ("list", "forerunners_first", "copy", "add"):
            url = reverse(f"catalogue:{name}", args=[year, "general"])
            assert keeper.get(url, follow=True).status_code == 200, url
    for address in ("/catalogue/2567/unknown/", "/catalogue/1/general/", "/catalogue/99999/general/"):
        assert keeper.get(address).status_code == 404
    page = text_of(keeper.get(reverse("catalogue:list", args=[2568, "general"])))
    assert "ยังไม่มีรายการของ IIT EIT ในปีนี้" in page


def queries(client: Client, url: str) -> int:
    with CaptureQueriesContext(connection) as captured:
        assert client.get(url).status_code == 200
    return len(captured)


@pytest.mark.parametrize("count", [1, 3, 30])
def test_each_page_makes_as_many_queries_for_any_number_of_items(keeper: Client, operator: User, count: int) -> None:
    for number in range(1, count + 1):
        old = an_indicator(f"O{number}", year=2566, text=f"ข้อความ {number}")
        new = an_indicator(f"O{number}", year=2567)
        Indicator.objects.filter(pk=new.pk).update(forerunner=old)
        said = {"confirmed_by": operator, "confirmed_at": NOON}
        agency = an_agency(f"a-{number}")
        Wording.objects.create(agency=agency, indicator=new, text="ถ้อยคำ", **said)
        Indicator.objects.filter(pk=old.pk).update(status="confirmed", **said)
    found = {
        name: queries(keeper, reverse(f"catalogue:{name}", args=args))
        for name, args in (
            ("index", []),
            ("list", [2566, "general"]),
            ("forerunners", [2567, "general", "oit"]),
            ("wordings", []),
            ("agencies", []),
            ("item", [new.pk]),
            ("file", [2566, "general", "xlsx"]),
        )
    }
    assert found == {"index": 7, "list": 6, "forerunners": 9, "wordings": 8, "agencies": 7, "item": 10, "file": 3}


def typed(client: Client, url: str, **said: str) -> Any:
    form = form_of(client.get(url))
    return client.post(url, {**form.values, **said})


def test_an_item_is_written_and_nothing_that_hangs_on_it_changes(
    keeper: Client, operator: User, item: Indicator
) -> None:
    agency = an_agency()
    measure = a_measure(a_plan(agency, 2567), "O13", question=MANUAL, indicator=item)
    own = Wording.objects.create(
        agency=agency, indicator=item, text="ของหน่วยงาน", confirmed_by=operator, confirmed_at=NOON
    )
    url = reverse("catalogue:item", args=[item.pk])
    response = typed(keeper, url, text="แผนปฏิบัติการ", status="confirmed", source="คู่มือปี 2566 หน้า 3")
    assert (response.status_code, response["Location"]) == (302, f"{LIST}#item-{item.pk}")
    item.refresh_from_db()
    assert (item.text, item.status, item.source, item.confirmed_by) == (
        "แผนปฏิบัติการ",
        "confirmed",
        "คู่มือปี 2566 หน้า 3",
        operator,
    )
    assert item.confirmed_at is not None and item.revised_at is not None
    assert last_event() == ("catalogue.item_changed", "catalogue", operator.pk)
    measure.refresh_from_db()
    own.refresh_from_db()
    assert (measure.question, measure.indicator, own.text) == (MANUAL, item, "ของหน่วยงาน")


def test_text_and_status_must_fit_and_nothing_typed_is_lost(keeper: Client, item: Indicator) -> None:
    url = reverse("catalogue:item", args=[item.pk])
    for said, sentence in (
        ({"text": "", "status": "confirmed", "source": "เล่มแดง"}, "โปรดพิมพ์ถ้อยคำ หรือเลือกสถานะ"),
        ({"text": "ใหม่", "status": "no_text", "source": "เล่มแดง"}, "ข้อนี้มีถ้อยคำแล้ว โปรดเลือกสถานะของถ้อยคำ"),
        ({"group_no": "77", "source": "เล่มแดง"}, ""),
        ({"status": "unheard", "source": "เล่มแดง"}, ""),
    ):
        response = typed(keeper, url, **said)
        assert response.status_code == 422, said
        assert sentence in text_of(response) and "เล่มแดง" in text_of(response)
    item.refresh_from_db()
    assert item.text == MANUAL


def test_of_two_operators_at_one_item_neither_loses_words_unasked(keeper: Client, item: Indicator) -> None:
    url = reverse("catalogue:item", args=[item.pk])
    form = form_of(keeper.get(url))
    typed(keeper, url, text="ของคนแรก")
    response = keeper.post(url, {**form.values, "text": "ของคนที่สอง"})
    assert response.status_code == 409
    assert "ของคนแรก" in text_of(response) and "ของคนที่สอง" in text_of(response)
    item.refresh_from_db()
    assert item.text == "ของคนแรก"
    merged = keeper.post(url, {**form.values, "source": "เล่มแดง"})  # another part: both stand
    item.refresh_from_db()
    assert (merged.status_code, item.text, item.source) == (302, "ของคนแรก", "เล่มแดง")


def test_wordings_are_confirmed_many_at_once_as_they_were_seen(keeper: Client, operator: User, item: Indicator) -> None:
    other = an_indicator("O14", year=2566, text="แผนงบประมาณ")
    an_indicator("O15", year=2566)
    page = keeper.get(f"{LIST}?pick=all")
    marks = [line.mark for _, lines in page.context["tools"] for line in lines if line.is_picked]
    assert [mark.partition(":")[0] for mark in marks] == [str(item.pk), str(other.pk)]
    Indicator.objects.filter(pk=other.pk).update(text="ถ้อยคำที่แก้ไปแล้ว")
    response = keeper.post(LIST, {"pick": marks}, follow=True)
    assert "ยืนยันถ้อยคำแล้ว 1 ข้อ" in text_of(response)
    assert "ยังไม่ได้ยืนยันข้อ O14 เพราะมีผู้แก้ถ้อยคำไปก่อน" in text_of(response)
    item.refresh_from_db()
    other.refresh_from_db()
    assert (item.status, item.confirmed_by, other.status) == ("confirmed", operator, "second_hand")
    assert last_event() == ("catalogue.confirmed", "catalogue", operator.pk)


@pytest.mark.parametrize("pick", [[], ["x"], ["99999:abc"], ["1:"]])
def test_confirming_nothing_or_what_is_not_there_says_so(keeper: Client, item: Indicator, pick: list[str]) -> None:
    response = keeper.post(LIST, {"pick": [each for each in pick if not each.startswith(f"{item.pk}:")]})
    assert response.status_code == 422
    item.refresh_from_db()
    assert item.status == "second_hand"


def test_an_item_is_added_once_to_a_list_that_may_be_new(keeper: Client, operator: User) -> None:
    url = reverse("catalogue:add", args=[2569, "hospital"])
    said = {"code": "๐๑", "text": "ข้อแรก", "status": "second_hand", "group_no": "9", "group_name": "การเปิดเผยข้อมูล"}
    assert typed(keeper, url, **{**said, "code": "x"}).status_code == 422
    assert typed(keeper, url, **{**said, "code": "o1"}).status_code == 302
    added = Indicator.objects.get(year=2569)
    assert (added.kind, added.tool, added.code, added.text) == ("hospital", "OIT", "O1", "ข้อแรก")
    assert last_event() == ("catalogue.item_added", "catalogue", operator.pk)
    again = typed(keeper, url, **{**said, "code": "O1"})
    assert again.status_code == 422
    assert "มีข้อ O1 ในรายการนี้แล้ว" in text_of(again)


def test_an_item_joins_no_group_of_another_tool_and_none_under_another_name(keeper: Client, item: Indicator) -> None:
    """Else the forms of scores would lose the items of one of the tools."""
    Indicator.objects.create(year=2566, tool="IIT", code="I1", group_no=2, group_name="งบ", text="ก", status="seed")
    Indicator.objects.create(year=2566, tool="OIT", code="O14", group_no=9, group_name="เปิด", text="ข", status="seed")
    url, add = reverse("catalogue:item", args=[item.pk]), reverse("catalogue:add", args=[2566, "general"])
    said = {"code": "O15", "text": "ค", "status": "seed"}
    for group, field, sentence in (
        ({"group_no": "2", "group_name": "งบ"}, "group_no", "ตัวชี้วัดที่ 2 ของรายการนี้เป็นของ IIT (ข้อ I1) โปรดเลือกเลขอื่น"),
        (
            {"group_no": "9", "group_name": "อื่น"},
            "group_name",
            "ตัวชี้วัดที่ 9 ของรายการนี้ชื่อ “เปิด” โปรดพิมพ์ชื่อนี้ หรือเลือกเลขอื่น",
        ),
    ):
        for response in (typed(keeper, url, **group), typed(keeper, add, **said, **group)):
            assert response.status_code == 422
            assert response.context["form"].errors == {field: [sentence]}
    right = {"group_no": "9", "group_name": "เปิด"}
    assert typed(keeper, url, **right).status_code == 302
    assert typed(keeper, add, **said, **right).status_code == 302


def test_a_new_name_of_a_group_is_that_of_all_its_items(keeper: Client, item: Indicator) -> None:
    other, of_tool = an_indicator("O14", year=2566), an_indicator("I1", year=2566)
    url = reverse("catalogue:item", args=[item.pk])
    assert typed(keeper, url, group_name="ชื่อใหม่").status_code == 302
    other.refresh_from_db()
    of_tool.refresh_from_db()
    assert (other.group_name, of_tool.group_name) == ("ชื่อใหม่", "การปรับปรุงระบบการทำงาน")
    assert other.revised_at is not None


def test_a_list_is_copied_into_a_later_year_that_has_none(keeper: Client, operator: User, item: Indicator) -> None:
    an_indicator("O14", year=2566)
    url = reverse("catalogue:copy", args=[2566, "general"])
    response = typed(keeper, url, to="๒๕๖๗")
    assert response["Location"] == reverse("catalogue:list", args=[2567, "general"])
    rows = Indicator.objects.filter(year=2567).order_by("pk")
    assert [(row.code, row.text, row.status, row.source) for row in rows] == [
        ("O13", MANUAL, "uncertain", "คัดลอกจากรายการปี 2566"),
        ("O14", "", "no_text", ""),
    ]
    assert (rows[0].forerunner, rows[0].forerunner_confirmed_at) == (item, None)
    assert last_event() == ("catalogue.copied", "catalogue", operator.pk)
    for year in ("2567", "2566", "2600", "สองพัน", ""):
        refused = typed(keeper, url, to=year)
        assert (year, refused.status_code) == (year, 422)
    assert Indicator.objects.count() == 4


def test_the_operator_is_made_and_dismissed_by_command_and_that_is_logged() -> None:
    user = a_user("mana")
    call_command("make_operator", "MANA")
    assert User.objects.filter(is_superuser=True).get() == user
    assert last_event() == ("user.operator_made", f"user:{user.pk}", None)
    call_command("make_operator", "mana")
    call_command("make_operator", "mana", "--not")
    assert not User.objects.filter(is_superuser=True).exists()
    assert [event.action for event in AuditEvent.objects.order_by("seq")] == [
        "user.operator_made",
        "user.operator_ended",
    ]
    with pytest.raises(CommandError):
        call_command("make_operator", "nobody")


def test_the_way_there_stands_in_the_account_menu_of_the_operator_alone(keeper: Client) -> None:
    stranger = Client()
    stranger.force_login(a_user("mana"))
    assert f'href="{INDEX}"' in keeper.get("/me/").content.decode()
    assert f'href="{INDEX}"' not in stranger.get("/me/").content.decode()


@pytest.mark.parametrize("number", [0, 2**31, 2**63, 10**30])
def test_no_number_in_an_address_breaks_a_page(keeper: Client, number: int) -> None:
    addresses = [
        f"/catalogue/{number}/general/{rest}"
        for rest in ("", "add/", "copy/", "forerunners/", "forerunners/oit/", "list.csv")
    ]
    addresses += [f"/catalogue/items/{number}/", f"/catalogue/agencies/{number}/"]
    assert {(url, keeper.get(url).status_code) for url in addresses} == {(url, 404) for url in addresses}


def test_what_is_typed_of_an_item_is_kept_as_a_draft(keeper: Client, item: Indicator) -> None:
    url = reverse("catalogue:item", args=[item.pk])
    form = form_of(keeper.get(url))
    kept = keeper.post(reverse("draft_keep"), {**form.values, "text": "พิมพ์ค้างไว้"})
    assert kept.status_code == 302
    drawn = form_of(keeper.get(kept["Location"]))
    assert drawn.values["text"] == "พิมพ์ค้างไว้"
    assert keeper.post(url, drawn.values).status_code == 302
    assert not Draft.objects.exists()
