"""Which earlier item each item continues is proposed by likeness, shown side by side, and confirmed by a person."""

from __future__ import annotations

from difflib import SequenceMatcher
from random import Random
from typing import Any
from urllib.parse import urlencode

import pytest
from django.test import Client
from django.urls import reverse

from accounts.access import NotOperator
from accounts.changed import digest
from accounts.models import Draft, User
from audit.models import AuditEvent
from ita_portal.catalogue.linking import NEW, OPEN, OTHER, value_of
from measures.models import Indicator, Kind
from measures.services.lists import forerunners, removing
from measures.services.lists.forerunners import Choice, Likeness
from measures.services.lists.items import facts_of
from tests.browsing import form_of
from tests.factories import NOON, a_user, an_indicator
from tests.ita_portal.catalogue.conftest import MANUAL

pytestmark = pytest.mark.django_db
URL = reverse("catalogue:forerunners", args=[2567, "general", "oit"])
PLAN = "แผนการใช้จ่ายงบประมาณประจำปี"


@pytest.fixture
def lists(item: Indicator) -> dict[str, Indicator]:
    """O13 and O18 of 2566; O14 continues O13, O18 is like itself, O13 is another, O20 is new."""
    return {
        "was13": item,
        "was18": an_indicator("O18", year=2566, text=PLAN),
        "now13": an_indicator("O13", year=2567),
        "now14": an_indicator("O14", year=2567, text=f" {MANUAL}"),
        "now18": an_indicator("O18", year=2567, text="แผนการใช้จ่ายงบประมาณ ประจำปีงบประมาณ"),
        "now20": an_indicator("O20", year=2567, text="ช่องทางแจ้งเรื่องร้องเรียน"),
    }


def test_the_same_words_come_first_then_near_ones_and_the_code_last(lists: dict[str, Indicator]) -> None:
    lines = forerunners.lines(
        [lists[name] for name in ("now13", "now14", "now18", "now20")], [lists["was13"], lists["was18"]]
    )
    assert [[(each.item.code, each.likeness) for each in line.proposals] for line in lines] == [
        [("O13", Likeness.CODE_ALONE)],
        [("O13", Likeness.SAME)],
        [("O18", Likeness.NEAR)],
        [],
    ]
    assert [line.first.item.code if line.first else None for line in lines] == [None, "O13", "O18", None]


def test_a_code_alone_is_never_ticked_and_other_words_under_the_same_code_are_said_to_differ() -> None:
    old, new = an_indicator("O1", year=2566, text=PLAN), an_indicator("O1", year=2567, text=MANUAL)
    [line] = forerunners.lines([new], [old])
    assert [(each.item, each.likeness) for each in line.proposals] == [(old, Likeness.CODE)]
    assert line.first is None


def test_what_was_chosen_without_being_like_says_whether_there_were_words_to_compare() -> None:
    old = [an_indicator("O1", year=2566, text=PLAN), an_indicator("O2", year=2566)]
    new = [an_indicator(code, year=2567, text=MANUAL) for code in ("O3", "O4")]
    for item, was in zip(new, old, strict=True):
        item.forerunner = was
    lines = forerunners.lines(new, old)
    assert [[each.likeness for each in line.proposals] for line in lines] == [
        [Likeness.UNLIKE],
        [Likeness.UNLIKE_CODES],
    ]


def test_the_same_words_are_the_same_however_long_they_are() -> None:
    text = "ข้อความยาว" * 150
    old, new = an_indicator("O1", year=2566, text=text), an_indicator("O2", year=2567, text=text)
    [line] = forerunners.lines([new], [old])
    assert [(each.item, each.likeness) for each in line.proposals] == [(old, Likeness.SAME)]


def test_of_long_wordings_only_the_likely_ones_are_compared_letter_by_letter(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each pair costs ten milliseconds: of two lists of 45 it would take half a minute."""
    words = ["แสดงข้อมูล", "การดำเนินงาน", "ของหน่วยงาน", "งบประมาณ", "บนเว็บไซต์", "ประจำปี", "มาตรการ", "รายงานผล"]
    some = Random(3)
    old = [an_indicator(f"O{n}", year=2566, text="".join(some.choices(words, k=40))) for n in range(1, 13)]
    new = [an_indicator(f"O{13 - n}", year=2567, text=f"{each.text} เพิ่ม") for n, each in enumerate(old, 1)]
    compared: list[tuple[str, str]] = []

    class Counted(SequenceMatcher[str]):
        def ratio(self) -> float:
            compared.append((self.a, self.b))  # type: ignore[attr-defined]  # as difflib names both
            return super().ratio()

    monkeypatch.setattr(forerunners, "SequenceMatcher", Counted)
    found = forerunners.lines(new, old)
    assert [line.first.item if line.first else None for line in found] == old
    assert 12 <= len(compared) <= 12 * forerunners.MOST


def pressed(client: Client, **said: str) -> Any:
    form = form_of(client.get(URL))
    return client.post(URL, {**form.values, **said}, follow=True)


def test_what_stays_ticked_is_confirmed_and_one_can_be_said_to_be_new(
    keeper: Client, operator: User, lists: dict[str, Indicator]
) -> None:
    page = keeper.get(URL)
    assert [row["choice"].value() for row in page.context["rows"]] == [
        "",
        value_of(lists["was13"]),
        value_of(lists["was18"]),
        "",
    ]
    assert Likeness.NEAR.value in page.content.decode()
    pressed(keeper, **{"O20-choice": NEW})
    rows = {row.code: row for row in Indicator.objects.filter(year=2567)}
    assert {code: row.forerunner for code, row in rows.items()} == {
        "O13": None,
        "O14": lists["was13"],
        "O18": lists["was18"],
        "O20": None,
    }
    assert {code: row.forerunner_confirmed_by for code, row in rows.items()} == {
        "O13": None,
        "O14": operator,
        "O18": operator,
        "O20": operator,
    }
    event = AuditEvent.objects.order_by("-seq")[0]
    assert (event.action, event.actor) == ("catalogue.forerunners", operator.pk)
    before = AuditEvent.objects.count()
    pressed(keeper)  # nothing new is said
    assert AuditEvent.objects.count() == before


def test_another_item_is_named_by_its_code_and_a_wrong_code_gets_its_sentence(
    keeper: Client, lists: dict[str, Indicator]
) -> None:
    for code, sentence in (("O77", "ไม่มีข้อนี้ในรายการเดิม"), ("ก", "อ่านรหัสข้อนี้ไม่ได้"), ("", "โปรดพิมพ์รหัสข้อเดิม")):
        wrong = pressed(keeper, **{"O20-choice": OTHER, "O20-code": code})
        assert wrong.status_code == 422
        assert sentence in wrong.content.decode()
        assert not Indicator.objects.filter(forerunner_confirmed_at__isnull=False).exists()
    assert pressed(keeper, **{"O20-choice": OTHER, "O20-code": "o๑๘"}).status_code == 200
    lists["now20"].refresh_from_db()
    assert lists["now20"].forerunner == lists["was18"]


def test_what_another_said_meanwhile_is_not_undone_by_a_page_that_did_not_know(
    keeper: Client, lists: dict[str, Indicator]
) -> None:
    form = form_of(keeper.get(URL))
    Indicator.objects.filter(pk=lists["now20"].pk).update(forerunner_confirmed_at=NOON)
    keeper.post(URL, form.values)
    assert Indicator.objects.get(pk=lists["now20"].pk).forerunner_confirmed_at == NOON


def test_of_two_operators_who_choose_otherwise_for_an_item_the_second_is_told_and_nothing_of_theirs_is_lost(
    keeper: Client, lists: dict[str, Indicator]
) -> None:
    new, sure, other = lists["now20"], lists["now14"], lists["now13"]
    form = form_of(keeper.get(URL))
    for item, was in ((new, "was13"), (other, "was18")):
        said = {"forerunner": lists[was], "forerunner_confirmed_at": NOON}
        Indicator.objects.filter(pk=item.pk).update(**said)
    mine = {**form.values, "O20-choice": OTHER, "O20-code": "O18"}
    page = keeper.post(URL, mine)
    assert page.status_code == 409
    rows = {row.item.pk: row for row in page.context["rows"]}
    assert "ผู้ดูแลอีกคนบันทึกไปแล้วว่า ข้อเดิมคือข้อ O13 ปี 2566" in rows[new.pk].errors["choice"][0]
    assert [pk for pk, row in rows.items() if row.errors] == [new.pk]
    new.refresh_from_db()
    sure.refresh_from_db()
    assert (new.forerunner, sure.forerunner) == (lists["was13"], lists["was13"])  # what nobody else chose is written
    again = form_of(page)
    assert (again.values["O20-choice"], again.values["O20-code"]) == (OTHER, "O18")
    assert again.values["O13-choice"] == value_of(lists["was18"])  # as the first said it
    assert keeper.post(URL, again.values).status_code == 302
    new.refresh_from_db()
    other.refresh_from_db()
    assert (new.forerunner, other.forerunner) == (lists["was18"], lists["was18"])


def test_a_code_that_was_typed_beside_another_choice_is_asked_about(
    keeper: Client, lists: dict[str, Indicator]
) -> None:
    page = pressed(keeper, **{"O20-code": "O18"})
    assert page.status_code == 422
    assert "ท่านพิมพ์รหัสข้ออื่นไว้ โปรดเลือก “ข้ออื่น”" in page.content.decode()
    assert form_of(page).values["O20-code"] == "O18"


def test_an_earlier_item_that_was_removed_just_now_is_told_and_the_choices_stay(
    keeper: Client, operator: User, lists: dict[str, Indicator], monkeypatch: pytest.MonkeyPatch
) -> None:
    form, settle, gone = form_of(keeper.get(URL)), forerunners.settle, lists["was18"]

    def after_a_removal(**said: Any) -> Any:
        removing.remove(item=gone.pk, base=digest(facts_of(gone)), by=operator)
        return settle(**said)

    monkeypatch.setattr(forerunners, "settle", after_a_removal)
    page = keeper.post(URL, {**form.values, "O20-choice": NEW})
    assert page.status_code == 409
    assert "ข้อเดิมของข้อ O18 ต้องเป็นข้อของ OIT ในปีก่อนหน้า" in page.content.decode()
    assert form_of(page).values["O20-choice"] == NEW
    assert not Indicator.objects.filter(forerunner_confirmed_at__isnull=False).exists()


def test_the_page_of_a_list_leads_to_its_first_tool(keeper: Client, lists: dict[str, Indicator]) -> None:
    assert keeper.get(reverse("catalogue:forerunners_first", args=[2567, "general"]))["Location"] == URL
    assert [keeper.get(f"{URL[:-4]}{tool}/").status_code for tool in ("iit", "OIT", "ait")] == [200, 404, 404]


def test_choices_alone_are_kept_when_the_session_ends(keeper: Client, lists: dict[str, Indicator]) -> None:
    values = form_of(keeper.get(URL)).values | {"O20-choice": NEW, "O14-choice": OPEN}
    keeper.post(reverse("account_logout"))
    answer = keeper.post(URL, values)
    assert answer["Location"] == f"/accounts/login/?{urlencode({'next': f'{URL}?draft=1'}, safe='/')}"
    [draft] = Draft.objects.all()
    assert draft.title == "ข้อเดิมของ OIT รายการปี 2567 หน่วยงานทั่วไป"
    keeper.force_login(draft.user)
    drawn = form_of(keeper.get(draft.link)).values
    assert (drawn["O20-choice"], drawn["O14-choice"]) == (NEW, OPEN)
    assert keeper.post(URL, drawn).status_code == 302
    assert not Draft.objects.exists()


def test_a_draft_shows_what_others_said_since_where_nothing_was_chosen_in_it_and_tells_where_they_chose_otherwise(
    keeper: Client, lists: dict[str, Indicator]
) -> None:
    form = form_of(keeper.get(URL))
    kept = keeper.post(reverse("draft_keep"), {**form.values, "O20-choice": NEW})
    for item in ("now13", "now20"):
        said = {"forerunner": lists["was18"], "forerunner_confirmed_at": NOON}
        Indicator.objects.filter(pk=lists[item].pk).update(**said)
    drawn = form_of(keeper.get(kept["Location"])).values
    assert (drawn["O13-choice"], drawn["O20-choice"]) == (value_of(lists["was18"]), NEW)
    page = keeper.post(URL, drawn)
    assert page.status_code == 409
    assert [row.item.code for row in page.context["rows"] if row.errors] == ["O20"]


def test_the_draft_of_a_tool_is_of_that_tool_alone_and_is_read_where_its_list_is_gone(
    keeper: Client, lists: dict[str, Indicator]
) -> None:
    form = form_of(keeper.get(URL))
    keeper.post(reverse("draft_keep"), {**form.values, "O20-choice": OTHER, "O20-code": "O18"})
    assert Draft.objects.get().page == URL
    assert "มีข้อความที่พิมพ์ค้างไว้" not in keeper.get(URL.replace("oit", "eit")).content.decode()
    Indicator.objects.filter(year=2567).delete()
    page = keeper.get(f"{URL}?draft=1")
    assert page.context["words"] == [
        ("ข้อเดิมของ O14", "O13 ปี 2566 หน่วยงานทั่วไป"),
        ("ข้อเดิมของ O18", "O18 ปี 2566 หน่วยงานทั่วไป"),
        ("ข้อเดิมของ O20", OTHER),
        ("รหัสข้อเดิมของ O20", "O18"),
    ]


def test_two_operators_who_choose_the_same_are_told_nothing(keeper: Client, lists: dict[str, Indicator]) -> None:
    form = form_of(keeper.get(URL))
    keeper.post(URL, form.values)
    before = AuditEvent.objects.count()
    assert keeper.post(URL, form.values).status_code == 302
    assert AuditEvent.objects.count() == before


def test_a_confirmed_link_can_be_taken_back_and_stays_a_proposal(keeper: Client, lists: dict[str, Indicator]) -> None:
    pressed(keeper)
    pressed(keeper, **{"O14-choice": OPEN})
    new = Indicator.objects.get(pk=lists["now14"].pk)
    assert (new.forerunner, new.forerunner_confirmed_at) == (lists["was13"], None)


def test_a_link_of_an_older_list_stays_when_the_page_is_sent(keeper: Client, lists: dict[str, Indicator]) -> None:
    old = an_indicator("O9", year=2565, text="เก่ามาก")
    Indicator.objects.filter(pk=lists["now20"].pk).update(forerunner=old, forerunner_confirmed_at=NOON)
    pressed(keeper)
    assert Indicator.objects.get(pk=lists["now20"].pk).forerunner == old


def test_a_link_leads_to_an_earlier_item_of_the_same_tool_alone(
    keeper: Client, operator: User, lists: dict[str, Indicator]
) -> None:
    eit = an_indicator("E1", year=2566)
    for wrong in (eit.pk, lists["now13"].pk, 99_999):
        with pytest.raises(Exception, match="ข้อเดิมของข้อ O14"):
            forerunners.settle(
                year=2567, kind=Kind.GENERAL, choices={lists["now14"].pk: Choice(wrong)}, by=operator, now=NOON
            )
    with pytest.raises(NotOperator):
        forerunners.settle(year=2567, kind=Kind.GENERAL, choices={}, by=a_user("mana"), now=NOON)
