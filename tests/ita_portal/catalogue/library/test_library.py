"""The operator keeps what is recommended to all agencies: lists, searches, writes, ends and puts back."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.authentication import sessions
from accounts.models import Draft, User
from audit.models import AuditEvent
from measures.models import Indicator, Recommended
from measures.services.recommended import entries, loading
from measures.services.recommended.library import Library
from tests.browsing import form_of
from tests.factories import NOON, a_user, an_agency, an_indicator
from tests.ita_portal.catalogue.conftest import MANUAL
from tests.stored import everything_stored

pytestmark = pytest.mark.django_db
INDEX = reverse("catalogue:library")
ADD = reverse("catalogue:recommended_add")
TYPED = {"text": "จัดทำคู่มือ\nเผยแพร่", "tool": "OIT", "group_name": "", "question": MANUAL}


@pytest.fixture(autouse=True)
def last_use_is_not_written(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sessions, "_STEP", float("inf"))


@pytest.fixture
def three(db: None) -> list[Recommended]:
    loading.load(entries.read())
    return list(Recommended.objects.order_by("key"))


def text_of(page: Any) -> str:
    return " ".join(page.content.decode().replace("\N{NO-BREAK SPACE}", " ").split())


def typed(client: Client, url: str, **said: str) -> Any:
    form = form_of(client.get(url), to=url)
    return client.post(url, {**form.values, **said})


def url_of(row: Recommended, name: str = "recommended") -> str:
    return reverse(f"catalogue:{name}", args=[row.pk])


def events() -> list[tuple[str, str, int | None, int | None]]:
    found = AuditEvent.objects.filter(action__startswith="recommended.").order_by("seq")
    return [(each.action, each.subject, each.actor, each.agency) for each in found]


def test_a_measure_is_added_for_words_and_offered_for_their_item(
    keeper: Client, operator: User, item: Indicator
) -> None:
    assert typed(keeper, ADD, **TYPED).status_code == 302
    row = Recommended.objects.get()
    assert (row.tool, row.question, row.text, row.agency, row.added_by) == (
        *("OIT", MANUAL, "จัดทำคู่มือ\nเผยแพร่", None),
        operator,
    )
    assert [match.recommended for match in Library(an_agency()).of(item)] == [row]
    assert events() == [("recommended.added", f"recommended:{row.pk}", operator.pk, None)]
    again = typed(keeper, ADD, **TYPED)
    assert again.status_code == 422
    assert "มีมาตรการแนะนำนี้อยู่แล้ว" in text_of(again)


def test_a_measure_for_an_item_without_words_is_known_by_its_place_and_takes_its_group(keeper: Client) -> None:
    bare = an_indicator("O20", year=2568, kind="hospital", group="การเปิดเผยข้อมูล")
    form = form_of(keeper.get(f"{ADD}?item={bare.pk}"), to=ADD)
    place = {name: form.values[name] for name in ("item_code", "item_year", "item_kind", "tool", "group_name")}
    assert place == {
        **{"item_code": "O20", "item_year": "2568", "item_kind": "hospital"},
        **{"tool": "OIT", "group_name": "การเปิดเผยข้อมูล"},
    }
    assert keeper.post(ADD, {**form.values, "text": "ทำ", "group_name": ""}).status_code == 302
    row = Recommended.objects.get()
    assert (row.indicator, row.group_name, row.question) == (bare, "การเปิดเผยข้อมูล", "")


@pytest.mark.parametrize(
    ("said", "field", "sentence"),
    [
        ({"text": " "}, "text", ""),
        ({"tool": "XIT"}, "tool", ""),
        ({"question": ""}, "question", "ต้องมีข้อคำถาม ชื่อตัวชี้วัด หรือข้อในรายการ"),
        ({"item_code": "O13"}, "item_year", "โปรดพิมพ์ปีของรายการที่มีข้อ O13"),
        ({"item_year": "2566"}, "item_code", "โปรดพิมพ์รหัสข้อ"),
        ({"item_code": "O13", "item_year": "66"}, "item_year", "โปรดพิมพ์ปี พ.ศ. สี่หลัก"),
        ({"item_code": "O99", "item_year": "2566"}, "item_code", "ไม่มีข้อนี้ในรายการของปีนั้น"),
        ({"item_code": "E13", "item_year": "2566"}, "item_code", "ต้องเป็นรหัสข้อของ OIT"),
        ({"item_code": "xx", "item_year": "2566"}, "item_code", ""),
        ({"key": "มาตรการ"}, "key", "ต้องเป็นอักษรอังกฤษตัวเล็ก"),
        ({"group_name": "ก" * 201}, "group_name", ""),
        ({"text": "\ue000"}, "text", ""),
    ],
)
def test_mistakes_stand_beside_their_fields_and_nothing_typed_is_lost(
    keeper: Client, item: Indicator, said: dict[str, str], field: str, sentence: str
) -> None:
    page = typed(keeper, ADD, **{**TYPED, "text": "พิมพ์ไว้แล้ว", **said})
    assert page.status_code == 422
    assert list(page.context["form"].errors) == [field]
    assert sentence in str(page.context["form"].errors[field])
    assert ("text" in said) or "พิมพ์ไว้แล้ว" in text_of(page)
    assert not Recommended.objects.exists()


def test_a_key_is_there_once(keeper: Client, three: list[Recommended]) -> None:
    page = typed(keeper, ADD, **TYPED, key="taking-part")
    assert page.context["form"].errors["key"] == ["มีมาตรการแนะนำนี้อยู่แล้ว โปรดแก้ไขรายการเดิม หรือนำกลับมาใช้"]


def test_a_measure_is_changed_and_what_comes_with_the_program_leaves_it(
    keeper: Client, operator: User, three: list[Recommended]
) -> None:
    url = url_of(three[0])
    assert typed(keeper, url, text="ทำใหม่").status_code == 302
    three[0].refresh_from_db()
    assert (three[0].text, three[0].key) == ("ทำใหม่", "online-services")
    assert events()[-1] == ("recommended.changed", f"recommended:{three[0].pk}", operator.pk, None)
    before = everything_stored(but=("django_session",))
    assert typed(keeper, url).status_code == 302  # nothing new
    assert everything_stored(but=("django_session",)) == before
    assert loading.load(entries.read(), keeps_written=True).changed == 0
    assert loading.load(entries.read()).changed == 1  # a file that the operator names at the server
    assert f"แก้ไขมาตรการในคลัง {operator.name or operator.username}" in text_of(keeper.get(url))


def test_of_two_operators_at_one_measure_neither_loses_words_unasked(keeper: Client, three: list[Recommended]) -> None:
    url = url_of(three[0])
    form = form_of(keeper.get(url), to=url)
    typed(keeper, url, text="ของคนแรก")
    clash = keeper.post(url, {**form.values, "text": "ของคนที่สอง"})
    assert clash.status_code == 409
    assert "ของคนแรก" in text_of(clash) and "ของคนที่สอง" in text_of(clash)
    merged = keeper.post(url, {**form.values, "group_name": "กลุ่มใหม่"})
    three[0].refresh_from_db()
    assert (merged.status_code, three[0].text, three[0].group_name) == (302, "ของคนแรก", "กลุ่มใหม่")


def test_one_that_is_out_of_use_is_offered_to_nobody_until_it_is_put_back(
    keeper: Client, operator: User, three: list[Recommended]
) -> None:
    item = an_indicator("E13", year=2566, text=three[0].question)
    agency = an_agency()
    own = Recommended.objects.create(agency=agency, tool="EIT", question="x", text="ของหน่วยงาน", added_at=NOON)
    use = url_of(three[0], "recommended_use")
    for _ in range(2):
        assert keeper.post(use).status_code == 302
    assert three[0] not in [match.recommended for match in Library(agency).of(item)]
    assert "เลิกใช้แล้ว" in text_of(keeper.get(url_of(three[0])))
    keeper.post(use, {"in_use": "on"})
    assert [match.recommended for match in Library(agency).of(item)] == [three[0]]
    assert [action for action, *_ in events()][1:] == ["recommended.ended", "recommended.put_back"]
    for name in ("recommended", "recommended_use"):  # an agency's own is not the operator's
        assert keeper.post(url_of(own, name)).status_code == 404
    assert keeper.get(url_of(own)).status_code == 404


def shown(page: Any) -> list[str]:
    return [row.key for row in page.context["page"].object_list]


def test_the_list_runs_by_tool_group_and_question_and_is_narrowed(keeper: Client, three: list[Recommended]) -> None:
    assert shown(keeper.get(INDEX)) == ["service-steps-and-times", "online-services", "taking-part"]
    bare = an_indicator("E29", year=2568)
    Recommended.objects.filter(key="taking-part").update(indicator=bare, removed_at=NOON)
    group = three[0].group_name
    for asked, found in (
        ({"q": "ออนไลน์หรือไม่"}, ["online-services"]),
        ({"q": "e๒๙"}, ["taking-part"]),
        ({"q": "ไม่มีคำนี้เลยจริง ๆ"}, []),
        ({"tool": "IIT"}, ["service-steps-and-times"]),
        ({"tool": "XIT"}, ["service-steps-and-times", "online-services", "taking-part"]),
        ({"group": group}, ["online-services", "taking-part"]),
        ({"state": "ended"}, ["taking-part"]),
        ({"state": "used", "tool": "EIT"}, ["online-services"]),
        ({"page": "99"}, ["service-steps-and-times", "online-services", "taking-part"]),
    ):
        page = keeper.get(INDEX, asked)
        assert (asked, page.status_code, shown(page)) == (asked, 200, found)
    assert "ไม่พบมาตรการตามที่ค้นหา" in text_of(keeper.get(INDEX, {"q": "ไม่มีคำนี้เลยจริง ๆ"}))


@pytest.mark.parametrize("count", [1, 3, 60])
def test_pages_make_as_many_queries_for_any_number_of_measures(keeper: Client, operator: User, count: int) -> None:
    for number in range(count):
        item = an_indicator(f"O{number + 1}", year=2566)
        row = Recommended.objects.create(key=f"k-{number}", tool="OIT", text="ทำ", indicator=item)
        typed(keeper, url_of(row), text=f"ทำ {number}")
    found = {}
    for name, args in (("library", []), ("recommended", [row.pk]), ("library_file", ["xlsx"])):
        with CaptureQueriesContext(connection) as captured:
            assert keeper.get(reverse(f"catalogue:{name}", args=args)).status_code == 200
        found[name] = len(captured)
    assert found == {"library": 7, "recommended": 9, "library_file": 3}


def test_an_empty_library_says_how_it_begins(keeper: Client) -> None:
    assert "ยังไม่มีมาตรการแนะนำ เริ่มโดย" in text_of(keeper.get(INDEX))
    assert "คลังมาตรการแนะนำ" in text_of(keeper.get(reverse("catalogue:index")))


def test_nobody_else_finds_any_of_it_and_nothing_changes(three: list[Recommended]) -> None:
    stranger = Client()
    stranger.force_login(a_user("mana"))
    before = everything_stored(but=("django_session",))
    row = three[0]
    load, file = reverse("catalogue:library_load"), reverse("catalogue:library_file", args=["csv"])
    for url in (INDEX, ADD, url_of(row), load, file):
        assert stranger.get(url).status_code == 404, url
    for url in (ADD, url_of(row), url_of(row, "recommended_use"), reverse("catalogue:library_store")):
        assert stranger.post(url, TYPED).status_code == 404, url
    assert everything_stored(but=("django_session",)) == before


@pytest.mark.parametrize("number", ["0", str(2**31), str(2**63), str(10**30), "x", "-1", "๑"])
def test_no_number_in_an_address_breaks_a_page(keeper: Client, number: str) -> None:
    for rest in ("", "use/"):
        assert keeper.get(f"/catalogue/library/{number}/{rest}").status_code in (404, 405)
        assert keeper.post(f"/catalogue/library/{number}/{rest}").status_code == 404
    assert keeper.get(ADD, {"item": number}).status_code == 200


def test_what_is_typed_is_kept_as_a_draft(keeper: Client, three: list[Recommended]) -> None:
    for url in (ADD, url_of(three[0])):
        form = form_of(keeper.get(url), to=url)
        kept = keeper.post(reverse("draft_keep"), {**form.values, **TYPED, "text": "พิมพ์ค้างไว้"})
        drawn = form_of(keeper.get(kept["Location"]), to=url)
        assert drawn.values["text"] == "พิมพ์ค้างไว้"
        assert keeper.post(url, drawn.values).status_code == 302
        assert not Draft.objects.exists()
