"""The page of two versions: nothing is chosen beforehand, nobody is named by guess, and what loses can be read."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from accounts.access import Refused
from accounts.models import SetAside, User
from accounts.permissions import Role
from audit.models import AuditEvent
from editing.unchosen import Lost, keep
from measures.models import Action
from tests.browsing import form_of, open_form, words_of
from tests.editing.test_two_at_one_form import MINE, PAGES, THEIRS, Two, send, settings, two_at
from tests.factories import NOON, a_user, an_agency, an_indicator
from tests.measures.conftest import make_office
from tests.stored import everything_stored

pytestmark = pytest.mark.django_db
SETTINGS = {name: PAGES[name] for name in ("agency", "unit", "person", "officer")}
OF_SETTINGS = pytest.mark.parametrize("name", SETTINGS)


def asked(two: Two) -> Any:
    """The page of choices about one field."""
    form = two.opened()
    two.save_theirs(**{two.page.field: THEIRS})
    return send(two.mine, form, **{two.page.field: MINE})


def kept() -> list[tuple[str, str, str]]:
    return [(row.part, row.text, row.by.username) for row in SetAside.objects.order_by("pk")]


# Choosing


@pytest.mark.parametrize("name", [*SETTINGS, "measure", "report"])
def test_who_chooses_nothing_is_asked_again_and_nothing_is_saved(name: str) -> None:
    two = two_at(PAGES[name])
    page = form_of(asked(two), button="save")
    assert f"choose-{two.page.field}" not in page.values
    before = everything_stored(but=("accounts_draft",))
    again = send(two.mine, page, **{f"merged-{two.page.field}": "ที่รวมไว้"})
    assert again.status_code == 409
    assert everything_stored(but=("accounts_draft",)) == before
    words = words_of(again)
    assert "ยังบันทึกไม่ได้ โปรดเลือกให้ครบทุกเรื่อง" in words and "โปรดเลือกว่าจะใช้ข้อความใด" in words
    form = form_of(again, button="save")
    assert form.values[f"merged-{two.page.field}"] == "ที่รวมไว้"
    assert send(two.mine, form, **{f"choose-{two.page.field}": "mine"}).status_code == 302
    assert two.stored(two.page.field) == MINE


def test_what_was_chosen_already_stays_chosen_when_the_rest_is_asked_again() -> None:
    two = two_at(PAGES["report"])
    form = two.opened()
    two.save_theirs(problems=THEIRS, suggestions=THEIRS)
    page = form_of(send(two.mine, form, problems=MINE, suggestions=MINE), button="save")
    again = send(two.mine, page, **{"choose-problems": "theirs"})
    assert words_of(again).count("โปรดเลือกว่าจะใช้ข้อความใด") == 1
    form = form_of(again, button="save")
    assert form.values["choose-problems"] == "theirs" and "choose-suggestions" not in form.values
    assert send(two.mine, form, **{"choose-suggestions": "mine"}).status_code == 302
    assert (two.stored("problems"), two.stored("suggestions")) == (THEIRS, MINE)


def test_a_choice_that_no_page_offers_is_none() -> None:
    two = two_at(PAGES["unit"])
    page = form_of(asked(two), button="save")
    assert send(two.mine, page, **{"choose-name": "both"}).status_code == 409
    assert two.stored("name") == THEIRS


def test_of_an_action_too_something_must_be_chosen() -> None:
    office = make_office()
    measure = office.measure(actions=["จัดอบรม 1 ครั้ง ที่วัด"])
    client, url = Client(), office.url("progress", measure)
    client.force_login(office.mana)
    mine, theirs = open_form(client, url), open_form(client, url)
    assert theirs.press(client, actions_0_text="จัดอบรม 2 ครั้ง ที่วัด").status_code == 302
    page = mine.press(client, actions_0_text="จัดอบรม 1 ครั้ง ที่วัด ทุกเดือน")
    form = form_of(page, button="save")
    assert form.values["merged-actions-0-text"] == "จัดอบรม 2 ครั้ง ที่วัด ทุกเดือน"
    again = form.press(client)
    assert again.status_code == 409
    assert "โปรดเลือกว่าจะใช้ข้อความใด" in words_of(again)
    assert form_of(again, button="save").press(client, **{"choose-actions-0-text": "merge"}).status_code == 302
    assert [row.text for row in Action.objects.kept()] == ["จัดอบรม 2 ครั้ง ที่วัด ทุกเดือน"]


# Whose words they are


def test_where_several_saved_since_an_action_is_ascribed_to_nobody() -> None:
    """One wrote the action that clashes, the other only an outcome: the page doesn't guess which."""
    office = make_office()
    measure = office.measure(actions=["ก"], outcomes=["ข"])
    clients = {user.username: Client() for user in (office.mana, office.manee, office.piti)}
    third = a_user("sudarat", Role.COORDINATOR, agency=office.plan.agency)
    for user in (office.mana, office.manee, third):
        clients.setdefault(user.username, Client()).force_login(user)
    url = office.url("progress", measure)
    mine = open_form(clients["sudarat"], url)
    assert open_form(clients["manee"], url).press(clients["manee"], actions_0_text=THEIRS).status_code == 302
    assert open_form(clients["mana"], url).press(clients["mana"], outcomes_0_text="ดีขึ้น").status_code == 302
    words = words_of(mine.press(clients["sudarat"], actions_0_text=MINE))
    assert "ข้อความที่ ผู้อื่น บันทึกไว้" in words
    assert str(office.manee) not in words and str(office.mana) not in words


def test_words_of_another_are_not_called_ones_own_after_a_save_in_ones_other_window() -> None:
    two = two_at(PAGES["report"])
    form, second = two.opened(), two.opened()
    two.save_theirs(suggestions=THEIRS)
    assert send(two.mine, second, problems="ในหน้าต่างที่สอง").status_code == 302
    words = words_of(send(two.mine, form, suggestions=MINE))
    assert "มีการบันทึกก่อนท่าน โปรดเลือกข้อความที่จะใช้" in words and "ข้อความที่บันทึกไว้ล่าสุด" in words
    assert "ท่านเอง" not in words and "ผู้อื่น" not in words


def test_ones_own_words_of_another_window_are_called_so_throughout() -> None:
    two = two_at(PAGES["report"])
    form = two.opened()
    assert send(two.mine, two.opened(), suggestions=THEIRS, problems="อีกเรื่อง").status_code == 302
    words = words_of(send(two.mine, form, suggestions=MINE))
    assert "ท่านบันทึกไว้แล้วในอีกหน้าต่างหนึ่ง โปรดเลือกข้อความที่จะใช้" in words
    assert "ท่านแก้ไขช่อง “ปัญหา/อุปสรรค” ไว้ในอีกหน้าต่างหนึ่ง" in words
    assert "ผู้อื่น" not in words and "ใช้ของฉัน" not in words


def test_of_roles_not_words_are_chosen() -> None:
    two = two_at(PAGES["person"])
    form = two.opened()
    two.save_theirs(roles="approver")
    words = words_of(send(two.mine, form, roles="coordinator"))
    assert "โปรดเลือกสิ่งที่จะใช้" in words and "โปรดเลือกข้อความ" not in words


# What loses


@OF_SETTINGS
@pytest.mark.parametrize(
    ("choice", "lost"),
    [("mine", [THEIRS]), ("theirs", [MINE]), ("merge", [MINE, THEIRS])],
    ids=["mine", "theirs", "merge"],
)
def test_what_loses_in_settings_stays_readable_under_the_form(name: str, choice: str, lost: list[str]) -> None:
    two = two_at(PAGES[name])
    field = two.page.field
    page = form_of(asked(two), button="save")
    typed = {f"choose-{field}": choice, **({f"merged-{field}": "รวมกันแล้ว"} if choice == "merge" else {})}
    for _ in range(2):  # sent twice, it is kept once
        assert send(two.mine, page, **typed).status_code in (302, 409)
    assert kept() == [(field, text, "weera") for text in lost]
    shown: Any = two.theirs.get(two.url)
    words = words_of(shown)
    assert f"สิ่งที่ไม่ได้เลือกที่เก็บไว้ {len(lost)} รายการ" in words
    assert all(text in words for text in lost) and f"{two.page.label} ไม่ได้เลือกเมื่อ" in words
    events = AuditEvent.objects.filter(action="agency.set_aside")
    assert [event.data for event in events] == [f'{{"page":"{name}","parts":["{field}"]}}']


def test_a_wording_that_loses_stays_readable() -> None:
    office = make_office()
    measure = office.measure(indicator=an_indicator())
    client = Client()
    client.force_login(office.manee)
    url = office.url("wording", measure)
    mine, theirs = open_form(client, url), open_form(client, url)
    send(client, theirs, text=THEIRS)
    page = form_of(send(client, mine, text=MINE), button="save")
    assert send(client, page, **{"choose-text": "mine"}).status_code == 302
    assert kept() == [("text", THEIRS, "manee")]
    shown: Any = client.get(url)
    assert THEIRS in words_of(shown)


def test_an_order_of_endorsers_that_loses_stays_readable() -> None:
    office = make_office()
    agency = office.plan.agency
    admin, client = a_user("weera", Role.ADMINISTRATOR, agency=agency), Client()
    client.force_login(admin)
    rows = {user.username: str(user.memberships.get().pk) for user in (office.mana, office.piti)}
    url = f"/a/{agency.slug}/settings/endorsers/"
    mine, theirs = open_form(client, url), open_form(client, url)
    assert send(client, theirs, place0=rows["mana"]).status_code == 302
    page = form_of(send(client, mine, place0=rows["piti"]), button="save")
    assert send(client, page, **{"choose-order": "theirs"}).status_code == 302
    assert [(part, office.piti.name in text) for part, text, _ in kept()] == [("order", True)]
    shown: Any = client.get(url)
    assert "สิ่งที่ไม่ได้เลือกที่เก็บไว้ 1 รายการ" in words_of(shown)


@pytest.mark.parametrize("page", SetAside.Page)
def test_only_who_may_save_the_form_keeps_words_beside_it(page: SetAside.Page) -> None:
    agency = an_agency()
    others: list[User] = [
        a_user("weera", Role.ADMINISTRATOR, Role.COORDINATOR, agency=an_agency("elsewhere")),
        a_user("mana", Role.OFFICER, agency=agency),
    ]
    before = everything_stored()
    for user in others:
        with pytest.raises(Refused):
            keep(agency=agency, page=page, row=1, lost=[Lost("name", "ชื่อ", "คำ")], by=user, now=NOON)
    assert everything_stored() == before


def test_what_lost_in_one_agency_is_not_shown_in_another() -> None:
    """Items of the catalogue are every agency's."""
    office, item = make_office(), an_indicator()
    there = an_agency("elsewhere")
    user = a_user("weera", Role.COORDINATOR, agency=there)
    keep(agency=there, page=SetAside.Page.WORDING, row=item.pk, lost=[Lost("text", "ก", MINE)], by=user, now=NOON)
    client = Client()
    client.force_login(office.manee)
    shown: Any = client.get(office.url("wording", office.measure(indicator=item)))
    assert MINE not in words_of(shown)


def test_the_list_of_what_lost_costs_one_query(django_assert_max_num_queries: Any) -> None:
    office = make_office()
    agency = office.plan.agency
    admin, client = a_user("weera", Role.ADMINISTRATOR, agency=agency), Client()
    client.force_login(admin)
    url = settings("accounts:unit", "unit")(office, office.measure())
    client.get(url)
    for number in range(5):
        lost = [Lost("name", "ชื่อ", f"คำที่ {number}")]
        keep(agency=agency, page=SetAside.Page.UNIT, row=office.works.pk, lost=lost, by=admin, now=NOON)
    with django_assert_max_num_queries(20):
        assert "คำที่ 4" in words_of(client.get(url))
