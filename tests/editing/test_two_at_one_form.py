"""Two people at one form, whichever it is: what only one changed stands, what both changed is chosen field by field."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import User
from accounts.permissions import Role
from measures.models import Indicator, Measure
from measures.services import wording
from tests.browsing import Form, form_of, open_form, words_of
from tests.factories import NOON, a_user, an_agency, an_indicator
from tests.measures.conftest import Office, make_office

pytestmark = pytest.mark.django_db


@dataclass(frozen=True)
class Page:
    """A page with a form: its address, a field of words with its label, and another field with a value for it."""

    address: Callable[[Office, Measure], str]
    field: str
    label: str
    other: str = ""
    other_label: str = ""
    value: str = ""


def settings(name: str, *keys: str) -> Callable[[Office, Measure], str]:
    def address(office: Office, measure: Measure) -> str:
        pks = {"unit": office.works.pk, "officer": office.somkid.pk, "person": office.piti.pk}
        return reverse(name, args=[office.plan.agency.slug, *(pks[key] for key in keys)])

    return address


def of_measure(name: str) -> Callable[[Office, Measure], str]:
    return lambda office, measure: office.url(name, measure)


def compile_page(office: Office, measure: Measure) -> str:
    return reverse("reports:compile", args=[office.plan.agency.slug, office.plan.year])


PAGES = {
    "agency": Page(settings("accounts:agency"), "short_name", "ชื่อย่อ", "telephone", "โทรศัพท์", "0 2000 0000"),
    "unit": Page(settings("accounts:unit", "unit"), "name", "ชื่อที่พิมพ์ในรายงาน", "short_name", "ชื่อในรายการ", "กองใหม่"),
    "person": Page(settings("accounts:person", "person"), "post", "ตำแหน่ง", "unit", "สำนัก/กอง", ""),
    "officer": Page(settings("measures:officer", "officer"), "post", "ตำแหน่ง", "unit", "สำนัก/กอง", ""),
    "measure": Page(of_measure("change"), "question", "ข้อคำถามหรือตัวชี้วัด", "due_on", "ครบกำหนด", "29 กันยายน 2566"),
    "report": Page(compile_page, "problems", "ปัญหา/อุปสรรค", "suggestions", "ข้อเสนอแนะ", "ขอเพิ่มคน"),
}
EVERY = pytest.mark.parametrize("page", PAGES.values(), ids=PAGES)
MINE, THEIRS, THIRD = "ของฉัน ใช้คำนี้", "ของเขา ใช้คำนี้", "ของคนที่สาม"
ASKED = "มีผู้แก้ไขก่อนท่าน โปรดเลือกข้อความที่จะใช้"


@dataclass
class Two:
    """มานี and วีระ, who have both roles, each with a browser, at a page that both have opened."""

    page: Page
    url: str
    mine: Client
    theirs: Client

    def opened(self) -> Form:
        return open_form(self.mine, self.url)

    def stored(self, name: str) -> str:
        """What the form shows now."""
        return self.opened().values[name].replace("\r\n", "\n")

    def save_theirs(self, **said: str) -> None:
        assert send(self.theirs, open_form(self.theirs, self.url), **said).status_code == 302


def send(client: Client, form: Form, **said: str) -> Any:
    do = dict([("do", "save")] if ("do", "save") in form.buttons else [])
    return client.post(form.action, {**form.values, **said, **do})


def two_at(page: Page) -> Two:
    office = make_office()
    agency = office.plan.agency
    clients = []
    for name in ("weera", "somsri"):
        client = Client()
        client.force_login(a_user(name, Role.COORDINATOR, Role.ADMINISTRATOR, agency=agency))
        clients.append(client)
    return Two(page, page.address(office, office.measure(steps=["ทำ"])), *clients)


def taken(label: str) -> str:
    return f"{User.objects.get(username='somsri')} แก้ไขช่อง “{label}” ระหว่างที่ท่านพิมพ์ ใช้ข้อความล่าสุดแล้ว"


@EVERY
def test_what_only_the_other_changed_is_taken_and_said_once(page: Page) -> None:
    two = two_at(page)
    form = two.opened()
    two.save_theirs(**{page.field: THEIRS})
    answer = send(two.mine, form, **{page.other: page.value})
    assert answer.status_code == 302
    assert (two.stored(page.field), two.stored(page.other)) == (THEIRS, page.value)


@EVERY
def test_a_save_without_a_change_takes_nothing_back(page: Page) -> None:
    two = two_at(page)
    form = two.opened()
    two.save_theirs(**{page.field: THEIRS})
    answer: Any = two.mine.get(send(two.mine, form)["Location"])
    assert taken(page.label) in words_of(answer)
    assert two.stored(page.field) == THEIRS


@EVERY
def test_what_only_oneself_changed_is_saved_without_a_word_of_it(page: Page) -> None:
    two = two_at(page)
    form = two.opened()
    two.save_theirs(**{page.other: page.value})
    answer: Any = two.mine.get(send(two.mine, form, **{page.field: MINE})["Location"])
    assert f"“{page.label}”" not in words_of(answer)
    assert (two.stored(page.field), two.stored(page.other)) == (MINE, page.value)


@EVERY
def test_the_same_words_twice_are_no_matter(page: Page) -> None:
    two = two_at(page)
    form = two.opened()
    two.save_theirs(**{page.field: MINE})
    answer: Any = two.mine.get(send(two.mine, form, **{page.field: MINE})["Location"])
    assert "แก้ไขช่อง" not in words_of(answer)
    assert two.stored(page.field) == MINE


@EVERY
@pytest.mark.parametrize("choice", ["mine", "theirs", "merge"])
def test_of_two_versions_the_chosen_stands(page: Page, choice: str) -> None:
    two = two_at(page)
    form = two.opened()
    two.save_theirs(**{page.field: THEIRS, page.other: page.value})
    asked = send(two.mine, form, **{page.field: MINE})
    assert asked.status_code == 409
    words = words_of(asked).replace("ต่างกันตรงนี้: ", "").replace(" ", "")
    for said in (ASKED, taken(page.other_label), MINE, THEIRS):
        assert said.replace(" ", "") in words
    assert two.stored(page.field) == THEIRS
    again = form_of(asked, button="save")
    merged = {f"merged-{page.field}": "รวมกันแล้ว"} if choice == "merge" else {}
    assert send(two.mine, again, **{f"choose-{page.field}": choice}, **merged).status_code == 302
    expected = {"mine": MINE, "theirs": THEIRS, "merge": "รวมกันแล้ว"}[choice]
    assert (two.stored(page.field), two.stored(page.other)) == (expected, page.value)


@EVERY
@pytest.mark.parametrize("choice", ["mine", "theirs"])
def test_a_third_who_saves_during_the_choice_is_neither_lost_nor_passed_over(page: Page, choice: str) -> None:
    two = two_at(page)
    form = two.opened()
    two.save_theirs(**{page.field: THEIRS})
    asked = send(two.mine, form, **{page.field: MINE})
    two.save_theirs(**{page.field: THIRD})
    answer = send(two.mine, form_of(asked, button="save"), **{f"choose-{page.field}": choice})
    if choice == "theirs":  # what one gave way to, the third went on from
        assert (answer.status_code, two.stored(page.field)) == (302, THIRD)
        return
    assert answer.status_code == 409
    assert two.stored(page.field) == THIRD
    assert send(two.mine, form_of(answer, button="save"), **{f"choose-{page.field}": choice}).status_code == 302
    assert two.stored(page.field) == MINE


@EVERY
@pytest.mark.parametrize("base", ["", "x", "WyJhIl0:1:x"])
def test_whose_base_cannot_be_read_is_asked_about_every_difference(page: Page, base: str) -> None:
    two = two_at(page)
    form = two.opened()
    two.save_theirs(**{page.field: THEIRS})
    assert send(two.mine, form, base=base, **{page.field: MINE}).status_code == 409
    assert two.stored(page.field) == THEIRS


@pytest.mark.parametrize("name", ["officers", "change", "wording"])
def test_the_base_of_another_form_is_as_good_as_none(name: str) -> None:
    office = make_office()
    measure = office.measure(indicator=an_indicator(), steps=["ทำ"])
    client = Client()
    client.force_login(a_user("weera", Role.COORDINATOR, Role.ADMINISTRATOR, agency=office.plan.agency))
    form = open_form(client, office.url(name, measure))
    foreign = open_form(client, settings("accounts:unit", "unit")(office, measure)).values["base"]
    send(client, open_form(client, office.url(name, measure)), text=THEIRS, question=THEIRS)
    answer = send(client, form, base=foreign, settled=foreign, text=MINE, question=MINE)
    assert answer.status_code == (302 if name == "officers" else 409)


@EVERY
def test_a_draft_of_the_choice_meets_it_again(page: Page) -> None:
    two = two_at(page)
    form = two.opened()
    two.save_theirs(**{page.field: THEIRS})
    asked = form_of(send(two.mine, form, **{page.field: MINE}), button="save")
    half = {**asked.values, f"choose-{page.field}": "merge", f"merged-{page.field}": "รวมกันแล้ว"}
    assert two.mine.post("/me/drafts/", half).status_code == 302
    again = open_form(two.mine, f"{two.url}?draft=1")
    assert again.values[page.field] == "รวมกันแล้ว"
    assert send(two.mine, again).status_code == 409
    assert two.stored(page.field) == THEIRS


@pytest.mark.parametrize("page", [PAGES["measure"], PAGES["report"]], ids=["measure", "report"])
def test_words_of_many_pages_find_their_way_too(page: Page) -> None:
    two = two_at(page)
    long = "ข้อความยาวมาก " * 3000
    two.save_theirs(**{page.field: long})
    form = two.opened()
    assert len(form.values["base"]) < 10_000
    two.save_theirs(**{page.field: f"{long} ของเขา"})
    asked = send(two.mine, form, **{page.field: f"ของฉัน {long}"})
    assert asked.status_code == 409
    assert send(two.mine, form_of(asked, button="save"), **{f"choose-{page.field}": "theirs"}).status_code == 302
    assert two.stored(page.field).endswith("ของเขา")


def test_the_wording_of_an_item_is_chosen_like_any_words() -> None:
    office = make_office()
    measure = office.measure(indicator=an_indicator())
    two = Two(PAGES["measure"], office.url("wording", measure), Client(), Client())
    two.mine.force_login(office.manee)
    two.theirs.force_login(a_user("weera", Role.COORDINATOR, agency=office.plan.agency))
    form = two.opened()
    two.save_theirs(text=THEIRS)
    asked = send(two.mine, form)  # who confirms what the list says has said something
    assert asked.status_code == 409
    assert "ถ้อยคำของข้อ E13 ปี 2565" in words_of(asked)
    assert send(two.mine, form_of(asked, button="save"), **{"choose-text": "theirs"}).status_code == 302
    form = two.opened()
    two.save_theirs(text=THIRD)
    assert send(two.mine, form).status_code == 302
    assert two.stored("text") == THIRD


def test_nobody_of_another_agency_is_named_or_asked() -> None:
    """The two agencies confirm wordings of one item; the trail's subject is the item's."""
    office = make_office()
    item = an_indicator()
    measure = office.measure(indicator=item)
    two = Two(PAGES["measure"], office.url("wording", measure), Client(), Client())
    two.mine.force_login(office.manee)
    form = two.opened()
    send(two.mine, two.opened(), text=THEIRS)
    elsewhere(item)
    asked = send(two.mine, form, text=MINE)
    assert asked.status_code == 409
    words = words_of(asked)
    assert "ท่านเองในอีกหน้าต่างหนึ่ง บันทึกเมื่อ" in words
    assert "ของหน่วยงานอื่น" not in words and "นายไกล" not in words


def elsewhere(item: Indicator) -> None:
    agency = an_agency("elsewhere")
    user = a_user("nairklai", Role.COORDINATOR, agency=agency)
    wording.confirm(agency=agency, indicator=item, text="ของหน่วยงานอื่น", by=user, now=NOON, base=None)
