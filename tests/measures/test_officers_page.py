"""Setting who answers for a measure in a browser: chosen or typed, several, in order."""

from __future__ import annotations

from typing import Any

import pytest

from accounts.models import User
from accounts.permissions import Role
from measures.models import Measure, Officer
from measures.services import officers
from tests.browsing import form_of, open_form, words_of
from tests.factories import NOON, a_unit, a_user, an_agency, an_officer
from tests.measures.conftest import Office, SignedIn

pytestmark = pytest.mark.django_db


@pytest.fixture
def mana(office: Office, signed_in: SignedIn) -> Any:
    return signed_in(office.mana)


@pytest.fixture
def kaeo(office: Office) -> Officer:
    return an_officer(office.plan.agency, "นางแก้ว ขวัญใจ", unit=office.health, post="พยาบาล")


def lines(measure: Measure) -> list[str]:
    return [duty.officer.line for duty in measure.duties.select_related("officer__unit")]


def test_one_is_chosen_from_the_list_of_the_agency_alone(office: Office, mana: Any, kaeo: Officer) -> None:
    an_officer(an_agency("elsewhere"), "นายไกล บ้านอื่น")
    measure = office.measure()
    form = open_form(mana, office.url("officers", measure))
    assert set(form.choices["duties-0-officer"]) == {"", str(office.somkid.pk), str(kaeo.pk)}
    assert form.press(mana, duties_1_officer=str(kaeo.pk)).status_code == 302
    assert lines(measure) == [office.somkid.line, f"นางแก้ว ขวัญใจ พยาบาล {office.health.name}"]


def test_one_who_is_not_in_the_list_is_typed(office: Office, mana: Any) -> None:
    measure = office.measure()
    form = open_form(mana, office.url("officers", measure))
    typed = {
        "duties_1_name": " นาย  ดี งามยิ่ง\u200b",
        "duties_1_post": "นักวิชาการ",
        "duties_1_unit": str(office.health.pk),
    }
    assert form.press(mana, **typed).status_code == 302
    assert lines(measure)[1] == f"นาย ดี งามยิ่ง นักวิชาการ {office.health.name}"
    assert "นาย ดี งามยิ่ง" in words_of(mana.get(office.url("measure", measure)))


def test_who_left_is_not_offered_but_stays_where_they_stand(office: Office, mana: Any, kaeo: Officer) -> None:
    gone = an_officer(office.plan.agency, "นายเก่า ไปแล้ว", unit=office.works)
    measure, other = office.measure(officers=[office.somkid, gone]), office.measure("I1")
    Officer.objects.filter(pk=gone.pk).update(is_active=False)
    offered = {"", str(office.somkid.pk), str(kaeo.pk)}
    assert set(open_form(mana, office.url("officers", other)).choices["duties-0-officer"]) == offered
    form = open_form(mana, office.url("officers", measure))
    assert set(form.choices["duties-0-officer"]) == {*offered, str(gone.pk)}
    assert form.press(mana, duties_2_officer=str(kaeo.pk)).status_code == 302
    assert lines(measure) == [office.somkid.line, gone.line, kaeo.line]
    assert open_form(mana, office.url("officers", other)).press(mana, duties_1_officer=str(gone.pk)).status_code == 422


def test_who_left_and_was_taken_off_meanwhile_is_no_riddle(office: Office, mana: Any, signed_in: SignedIn) -> None:
    gone = an_officer(office.plan.agency, "นายเก่า ไปแล้ว", unit=office.works)
    measure, manee = office.measure(officers=[office.somkid, gone]), signed_in(office.manee)
    Officer.objects.filter(pk=gone.pk).update(is_active=False)
    mine, theirs = (open_form(client, office.url("officers", measure)) for client in (mana, manee))
    gone_row = form_of(theirs.press(manee, "remove:duties:1"), button="save")
    assert gone_row.press(manee).status_code == 302
    page = mine.press(mana, duties_2_name="นายใหม่ มาดี")
    assert page.status_code == 302
    assert lines(measure) == [office.somkid.line, "นายใหม่ มาดี"]


def test_the_list_can_be_narrowed_to_who_left_only_where_they_stand(office: Office, mana: Any) -> None:
    gone, never = (an_officer(office.plan.agency, name) for name in ("นายเก่า ไปแล้ว", "นายเก่า ไม่มีงาน"))
    office.measure(officers=[gone])
    Officer.objects.filter(pk__in=[gone.pk, never.pk]).update(is_active=False)
    page = mana.get(office.url("list")).content.decode()
    assert f'<option value="{gone.pk}">' in page
    assert f'<option value="{never.pk}">' not in page
    assert words_of(mana.get(office.url("list"), {"officer": gone.pk})).count("E13") == 1


@pytest.mark.parametrize("typed", [{"name": "นายใหม่ มาดี"}, {"post": "นักวิชาการ"}, {"unit": "กองช่าง"}])
def test_what_was_typed_beside_a_choice_is_not_dropped(
    office: Office, mana: Any, kaeo: Officer, typed: dict[str, str]
) -> None:
    measure = office.measure()
    said = {f"duties_1_{name}": str(office.works.pk) if name == "unit" else value for name, value in typed.items()}
    page = open_form(mana, office.url("officers", measure)).press(mana, duties_1_officer=str(kaeo.pk), **said)
    assert page.status_code == 422
    error = page.content.decode().partition('id="error_duties-1-name"')[2].partition("</p>")[0]
    assert "ท่านเลือกจากรายชื่อและพิมพ์ไว้ด้วย โปรดใช้อย่างใดอย่างหนึ่ง" in error
    form = form_of(page, button="save")
    assert {name: form.values[name.replace("_1_", "-1-")] for name in said} == said
    assert form.values["duties-1-officer"] == str(kaeo.pk)
    assert lines(measure) == [office.somkid.line]


def test_what_was_typed_beside_a_choice_may_say_the_same(office: Office, mana: Any, kaeo: Officer) -> None:
    measure = office.measure()
    form = open_form(mana, office.url("officers", measure))
    assert form.press(mana, duties_1_officer=str(kaeo.pk), duties_1_name="นางแก้ว  ขวัญใจ").status_code == 302
    assert lines(measure) == [office.somkid.line, kaeo.line]


def test_they_are_moved_and_removed_before_one_save(office: Office, mana: Any, kaeo: Officer) -> None:
    measure = office.measure(officers=[office.somkid, kaeo])
    form = open_form(mana, office.url("officers", measure))
    form = form_of(form.press(mana, "down:duties:0"), button="save")
    form = form_of(form.press(mana, "remove:duties:1"), button="save")
    form = form_of(form.press(mana, "add:duties"), button="save")
    page = form.press(mana, "add:duties", duties_3_name="นายใหม่ มาดี")
    assert "จะนำออกเมื่อกดบันทึก: นายสมคิด ใจดี" in words_of(page)
    form = form_of(page, button="save")
    assert form.press(mana).status_code == 302
    assert lines(measure) == [kaeo.line, "นายใหม่ มาดี"]


@pytest.mark.parametrize(
    ("typed", "field", "said"),
    [
        ({"duties_1_post": "นักวิชาการ"}, "name", "โปรดเลือกจากรายชื่อ หรือพิมพ์คำนำหน้า ชื่อ และนามสกุล"),
        ({"duties_1_name": "ก" * 151}, "name", "โปรดพิมพ์ไม่เกิน 150 ตัวอักษร"),
        ({"duties_1_officer": "999999"}, "officer", "โปรดเลือก"),
        ({"duties_1_officer": "9" * 5000}, "officer", "โปรดเลือก"),
        ({"duties_1_officer": "x"}, "officer", "โปรดเลือก"),
        ({"duties_1_name": "นายดี", "duties_1_unit": "999999"}, "unit", "โปรดเลือก"),
    ],
)
def test_a_mistake_is_named_beside_its_field(
    office: Office, mana: Any, typed: dict[str, str], field: str, said: str
) -> None:
    measure = office.measure()
    page = open_form(mana, office.url("officers", measure)).press(mana, **typed)
    assert page.status_code == 422
    html = page.content.decode()
    assert said in html.partition(f'id="error_duties-1-{field}"')[2].partition("</p>")[0]
    shown = form_of(page, button="save").values
    text = {name.replace("_1_", "-1-"): value for name, value in typed.items() if name.endswith(("name", "post"))}
    assert {name: shown[name] for name in text} == text
    assert lines(measure) == [office.somkid.line]


def test_an_officer_or_unit_of_another_agency_cannot_be_forged(office: Office, mana: Any) -> None:
    elsewhere = an_agency("elsewhere")
    stranger, unit = an_officer(elsewhere, "นายไกล บ้านอื่น"), a_unit(elsewhere)
    measure = office.measure()
    form = open_form(mana, office.url("officers", measure))
    for typed in ({"duties_1_officer": str(stranger.pk)}, {"duties_1_name": "นายดี", "duties_1_unit": str(unit.pk)}):
        page = form.press(mana, **typed)
        assert page.status_code == 422
        assert "นายไกล" not in page.content.decode()
    assert lines(measure) == [office.somkid.line]


@pytest.mark.parametrize("choice", ["999999", "9" * 5000, "x"])
def test_a_removed_row_of_nobody_is_drawn_and_passed_over(office: Office, mana: Any, choice: str) -> None:
    measure = office.measure()
    form = open_form(mana, office.url("officers", measure))
    page = form.press(mana, "add:duties", duties_1_officer=choice, duties_1_removed="on")
    assert page.status_code == 200
    assert form_of(page, button="save").press(mana).status_code == 302
    assert lines(measure) == [office.somkid.line]


@pytest.mark.parametrize("base", ["", "x", "1,,2", "9" * 5000, "-1"])
def test_what_the_form_was_drawn_from_may_be_garbage(office: Office, mana: Any, kaeo: Officer, base: str) -> None:
    measure = office.measure()
    form = open_form(mana, office.url("officers", measure))
    assert form.press(mana, base=base, duties_1_officer=str(kaeo.pk)).status_code == 409
    assert lines(measure) == [office.somkid.line]


def test_who_takes_themselves_off_is_led_to_a_page_that_they_may_see(office: Office, mana: Any, kaeo: Officer) -> None:
    measure = office.measure(officers=[office.somkid, kaeo])
    form = open_form(mana, office.url("officers", measure))
    response = form_of(form.press(mana, "remove:duties:0"), button="save").press(mana)
    assert mana.get(response["Location"]).status_code == 200
    assert mana.get(office.url("officers", measure)).status_code == 403


def test_an_officer_leaves_no_measure_without_anybody(office: Office, mana: Any) -> None:
    measure = office.measure()
    page = open_form(mana, office.url("officers", measure)).press(mana, duties_0_removed="on")
    assert (page.status_code, "ต้องมีผู้รับผิดชอบอย่างน้อย 1 คน" in words_of(page)) == (422, True)
    assert lines(measure) == [office.somkid.line]
    with pytest.raises(ValueError, match="nobody"):
        officers.assign(measure=measure, officers=[], seen=[office.somkid.pk], by=office.mana, now=NOON)


def test_who_keeps_the_measures_may(office: Office, signed_in: SignedIn) -> None:
    measure, manee = office.measure(), signed_in(office.manee)
    assert open_form(manee, office.url("officers", measure)).press(manee, duties_0_removed="on").status_code == 302
    assert lines(measure) == []


def test_who_cannot_sign_in_is_named_with_whom_to_ask(office: Office, mana: Any, kaeo: Officer) -> None:
    measure = office.measure()
    form = open_form(mana, office.url("officers", measure))
    form.press(mana, duties_1_officer=str(kaeo.pk))
    words = words_of(mana.get(office.url("measure", measure)))
    assert "นางแก้ว ขวัญใจ ยังไม่มีบัญชีเข้าใช้ จึงไม่ได้รับการแจ้งเตือน ผู้ที่เชิญให้เข้าใช้ได้คือ" in words


def test_the_pages_that_name_officers_say_how_one_gets_an_account(office: Office, signed_in: SignedIn) -> None:
    boss = a_user("boss", Role.ADMINISTRATOR, agency=office.plan.agency)
    User.objects.filter(pk=boss.pk).update(email="boss@office.example")
    both = a_user("both", Role.COORDINATOR, Role.ADMINISTRATOR, agency=office.plan.agency)
    for url in (office.url("officers", office.measure()), office.url("assign")):
        page = signed_in(office.manee).get(url)
        assert f"ผู้ที่เชิญให้เข้าใช้ได้คือผู้ดูแลระบบหน่วยงาน ({boss} หรือ {both})" in words_of(page)
        assert 'href="mailto:boss@office.example?subject=' in page.content.decode()
        own = signed_in(both).get(url).content.decode()
        assert f'href="/a/{office.plan.agency.slug}/settings/users/invite/"' in own and "mailto:" not in own
    assert "(ยังไม่มีบัญชีเข้าใช้)" in words_of(signed_in(office.manee).get(office.url("assign")))
