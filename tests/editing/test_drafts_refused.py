"""What was typed is not lost with the right to save it; nor in one window by a save in another."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from accounts.models import Draft, Membership
from accounts.permissions import Role
from editing.drafting import draft_words
from measures.models import Measure
from tests.browsing import Form, form_of, open_form, words_of
from tests.editing.drafting import keep
from tests.factories import a_plan, a_user, an_agency
from tests.measures.conftest import Office, make_office

pytestmark = pytest.mark.django_db

TYPED = "ข้อคำถามที่พิมพ์ไว้ <xss>"
KEPT = "ยังไม่ได้บันทึก แต่ข้อความที่ท่านพิมพ์ไม่หาย"


@pytest.fixture
def office(db: None) -> Office:
    return make_office()


@pytest.fixture
def measure(office: Office) -> Measure:
    return office.measure(question="เดิม")


@pytest.fixture
def manee(office: Office, client: Client) -> Client:
    client.force_login(office.manee)
    return client


def typed(client: Client, office: Office, measure: Measure) -> Form:
    form = open_form(client, office.url("change", measure))
    form.values["question"] = TYPED
    return form


# A right that ends in mid-typing


@pytest.mark.parametrize(("left", "status"), [(Role.OFFICER, 403), (None, 404)])
def test_whose_role_ends_is_led_to_what_they_typed(
    office: Office, manee: Client, measure: Measure, left: Role | None, status: int
) -> None:
    form = typed(manee, office, measure)
    Membership.objects.filter(user=office.manee).update(is_active=False)
    if left is not None:
        Membership.objects.create(user=office.manee, agency=office.plan.agency, role=left)
    page = form.press(manee)
    assert page.status_code == status
    assert KEPT in words_of(page) and "ข้อความและสิ่งที่ต้องทำของมาตรการ E13" in words_of(page)
    draft = Draft.objects.get(user=office.manee)
    assert f'href="/me/drafts/{draft.pk}/"' in page.content.decode()
    assert "&lt;xss&gt;" in manee.get(f"/me/drafts/{draft.pk}/").content.decode()
    measure.refresh_from_db()
    assert measure.question == "เดิม"


def test_a_form_without_a_draft_gives_the_words_back_and_no_secret(office: Office, client: Client) -> None:
    client.force_login(office.mana)
    said = {"name": "นางใหม่ <xss>", "email": "mai@example.go.th", "roles": "officer", "password1": "รหัสผ่านลับ"}
    page: Any = client.post(f"/a/{office.plan.agency.slug}/settings/users/invite/", said)
    assert page.status_code == 403
    html = page.content.decode()
    assert "นางใหม่ &lt;xss&gt;" in html and "mai@example.go.th" in html
    assert "รหัสผ่านลับ" not in html and "<xss>" not in html
    assert Draft.objects.count() == 0


def test_a_page_that_one_only_reads_speaks_of_no_words(office: Office, client: Client, measure: Measure) -> None:
    client.force_login(office.mana)
    words = words_of(client.get(office.url("change", measure)))
    assert "ยังไม่ได้บันทึก" not in words


def test_another_agencys_page_keeps_the_words_and_tells_nothing(office: Office, manee: Client) -> None:
    other = a_plan(an_agency("elsewhere"))
    page: Any = manee.post(f"/a/elsewhere/{other.year}/measures/add/", {"question": TYPED})
    assert page.status_code == 404
    assert "elsewhere" not in words_of(page) and "&lt;xss&gt;" in page.content.decode()


# What cannot be kept


@pytest.mark.parametrize("by_itself", [True, False])
def test_a_page_that_is_none_of_ours_is_not_called_too_long(
    office: Office, manee: Client, measure: Measure, by_itself: bool
) -> None:
    form = typed(manee, office, measure)
    answer = keep(manee, form, {"draft_page": "/no-such-page/"}, by_itself=by_itself)
    said = answer.content.decode()
    assert answer.status_code == 422
    assert by_itself or "&lt;xss&gt;" in said
    assert "เก็บร่างไม่ได้ เพราะไม่พบหน้านี้ในระบบ โปรดคัดลอกข้อความเก็บไว้" in said
    assert "ยาวเกินไป" not in said
    assert Draft.objects.count() == 0


# Two windows


def kept(office: Office) -> set[str]:
    return {str(draft_words.fields(draft)["question"]) for draft in Draft.objects.filter(user=office.manee)}


def test_a_save_in_one_window_leaves_what_is_typed_in_another(office: Office, manee: Client, measure: Measure) -> None:
    first, second = (open_form(manee, office.url("change", measure)) for _ in range(2))
    keep(manee, first, {"question": "หน้าต่างแรก"}, by_itself=True)
    assert second.press(manee, question="หน้าต่างที่สอง").status_code == 302
    assert kept(office) == {"หน้าต่างแรก"}


def test_two_windows_keep_a_draft_each_however_often_they_take_turns(
    office: Office, manee: Client, measure: Measure
) -> None:
    windows = [open_form(manee, office.url("change", measure)) for _ in range(2)]
    for turn in range(3):
        for n, form in enumerate(windows):
            keep(manee, form, {"question": f"หน้าต่าง {n} ครั้งที่ {turn}"}, by_itself=True)
    assert kept(office) == {"หน้าต่าง 0 ครั้งที่ 2", "หน้าต่าง 1 ครั้งที่ 2"}
    assert windows[0].press(manee, question="บันทึกแล้ว").status_code == 302
    assert kept(office) == {"หน้าต่าง 1 ครั้งที่ 2"}


def test_a_form_drawn_again_in_its_window_is_the_same_form(office: Office, manee: Client, measure: Measure) -> None:
    form = open_form(manee, office.url("change", measure))
    form = form_of(form.press(manee, "add:steps", question="หนึ่ง"), button="save")
    form = form_of(form.press(manee, "add:steps", question="สอง"), button="save")
    keep(manee, form, {"question": "สาม"}, by_itself=True)
    assert kept(office) == {"สาม"}
    again = form_of(manee.get(Draft.objects.get().link), button="save")  # a way back to it, too
    keep(manee, again, {"question": "สี่"}, by_itself=True)
    assert kept(office) == {"สี่"}
    assert again.press(manee).status_code == 302
    assert Draft.objects.count() == 0


def test_another_persons_draft_is_never_touched(office: Office, manee: Client, measure: Measure) -> None:
    form = typed(manee, office, measure)
    keep(manee, form, by_itself=True)
    other = Client()
    other.force_login(a_user("weera", Role.COORDINATOR, agency=office.plan.agency))
    theirs = open_form(other, office.url("change", measure))
    theirs.values["draft_who"] = form.values["draft_who"]
    assert theirs.press(other, question="ของคนอื่น").status_code == 302
    assert kept(office) == {TYPED}
