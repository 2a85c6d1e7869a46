"""Scores are typed tool by tool; nothing is lost, nothing outside 0 to 100 is stored."""

from __future__ import annotations

from decimal import Decimal

from accounts.permissions import Role
from audit.models import AuditEvent
from scores.models import Replaced, Score, ScoreSheet
from tests.factories import a_user, an_agency
from tests.scores.conftest import Office, SignedIn, base_of


def stored() -> dict[str, Decimal]:
    return {score.key: score.value for score in Score.objects.all()}


def test_an_empty_year_says_what_to_do(office: Office, signed_in: SignedIn) -> None:
    page = signed_in(office.manee).get(office.url()).content.decode()
    assert "ยังไม่มีคะแนนของปีนี้" in page
    assert office.url("import") in page
    page = signed_in(office.mana).get(office.url()).content.decode()
    assert "ผู้ประสานงาน ITA ของหน่วยงานเป็นผู้บันทึกคะแนน" in page
    assert office.url("import") not in page


def test_totals_and_tools_are_saved_and_recorded(office: Office, signed_in: SignedIn) -> None:
    client = signed_in(office.manee)
    form = client.get(office.url("edit"))
    typed = {
        "official_total": "๘๗.๓๕",
        "official_level": "ผ่าน",
        "IIT": "88,12",
        "EIT": "83.05%",
        "OIT": "90",
        "target": "90",
    }
    response = client.post(office.url("edit"), {**base_of(form), **typed, "note": "ตามประกาศ"})
    assert response.status_code == 302
    sheet = ScoreSheet.objects.get()
    assert (sheet.official_total, sheet.official_level, sheet.target) == (Decimal("87.35"), "ผ่าน", Decimal(90))
    assert (sheet.note, sheet.saved_by, sheet.revision) == ("ตามประกาศ", office.manee, 1)
    assert stored() == {"IIT": Decimal("88.12"), "EIT": Decimal("83.05"), "OIT": Decimal(90)}
    event = AuditEvent.objects.get(action="scores.saved")
    assert (event.actor, event.agency, event.subject) == (office.manee.pk, office.agency.pk, f"scores:{sheet.pk}")


def test_what_is_no_score_is_told_beside_its_field_and_nothing_typed_is_lost(
    office: Office, signed_in: SignedIn
) -> None:
    client = signed_in(office.manee)
    wrong = {"IIT": "100.01", "EIT": "-1", "OIT": "เก้าสิบ", "official_total": "87.355", "note": "จดไว้"}
    response = client.post(office.url("edit"), {**base_of(client.get(office.url("edit"))), **wrong})
    assert response.status_code == 422
    form = response.context["form"]
    assert form.errors["IIT"] == ["คะแนน 100.01 อยู่นอกช่วง 0 ถึง 100 โปรดตรวจตัวเลข"]
    assert form.errors["EIT"] == ["คะแนน -1 อยู่นอกช่วง 0 ถึง 100 โปรดตรวจตัวเลข"]
    assert form.errors["OIT"] == ["“เก้าสิบ” ไม่ใช่คะแนน โปรดพิมพ์ตัวเลข 0 ถึง 100 เช่น 84.25"]
    assert form.errors["official_total"] == ["คะแนนมีทศนิยมได้สองตำแหน่ง โปรดพิมพ์ 87.36 หรือแก้ตัวเลข"]
    page = response.content.decode()
    assert all(f'value="{wrong[name]}"' in page for name in ("IIT", "EIT", "OIT", "official_total"))
    assert "จดไว้" in page
    assert not ScoreSheet.objects.exists()


def test_groups_and_items_of_a_tool_are_saved_with_their_items(office: Office, signed_in: SignedIn) -> None:
    client, url = signed_in(office.manee), office.url("edit_tool", tool="eit")
    response = client.post(url, {**base_of(client.get(url)), "group_6": "86.35", "E1": "80", "E2": ""})
    assert response.status_code == 302
    assert stored() == {"6": Decimal("86.35"), "E1": Decimal(80)}
    item = Score.objects.get(code="E1")
    assert item.indicator is not None
    assert (item.indicator.code, item.indicator.year) == ("E1", 2566)


def test_an_item_that_the_list_lacks_is_taken_and_has_a_field_from_then_on(office: Office, signed_in: SignedIn) -> None:
    client, url = signed_in(office.manee), office.url("edit_tool", year=2567, tool="eit")
    page = client.get(url)
    assert "ยังไม่มีรายการข้อคำถาม EIT ปี 2567" in page.content.decode()
    response = client.post(url, {**base_of(page), "group_6": "80", "more": "E 3 70.5\nE๔ 71"})
    assert response.status_code == 302
    assert stored() == {"6": Decimal(80), "E3": Decimal("70.5"), "E4": Decimal(71)}
    assert Score.objects.get(code="E3").indicator is None
    again = client.get(url)
    assert again.context["form"].initial["E3"] == "70.50"
    wrong = client.post(url, {**base_of(again), "E3": "70.50", "E4": "71.00", "group_6": "80", "more": "E3 60"})
    assert wrong.context["form"].errors["more"] == ["บรรทัดที่ 1: ข้อ E3 มีช่องอยู่แล้ว โปรดพิมพ์ในช่องของข้อนั้น"]


def test_an_item_above_the_last_number_of_a_list_is_told(office: Office, signed_in: SignedIn) -> None:
    client, url = signed_in(office.manee), office.url("edit_tool", tool="oit")
    response = client.post(url, {**base_of(client.get(url)), "O1": "90", "more": "O999 80"})
    assert response.status_code == 422
    assert response.context["form"].errors["more"] == ["ไม่มีข้อ O999 ในรายการข้อคำถามปี 2566"]
    assert not Score.objects.exists()


def test_other_items_may_be_parted_by_empty_lines_and_sent_twice(office: Office, signed_in: SignedIn) -> None:
    client, url = signed_in(office.manee), office.url("edit_tool", year=2567, tool="oit")
    sent = {**base_of(client.get(url)), "more": "O3 70.5\r\n\r\nO4 71\r\n"}
    assert [client.post(url, sent).status_code for _ in range(2)] == [302, 302]
    assert stored() == {"O3": Decimal("70.5"), "O4": Decimal(71)}
    assert ScoreSheet.objects.get().revision == 1
    other = client.post(url, {**sent, "more": "O3 60"})
    assert other.status_code == 422
    assert other.context["form"].errors["more"] == ["ข้อ O3 มีคะแนน 70.50 อยู่แล้ว โปรดแก้ในช่องของข้อนั้น"]


def test_a_cleared_field_deletes_the_score_and_keeps_what_it_was(office: Office, signed_in: SignedIn) -> None:
    client, url = signed_in(office.manee), office.url("edit")
    client.post(url, {**base_of(client.get(url)), "IIT": "88.12", "target": "85"})
    client.post(url, {**base_of(client.get(url)), "IIT": "", "target": "85"})
    assert stored() == {}
    assert list(Replaced.objects.values_list("part", "text")) == [("IIT", "88.12")]
    assert "88.12" in client.get(url).content.decode()


def test_what_two_people_changed_in_different_fields_is_both_saved(office: Office, signed_in: SignedIn) -> None:
    url, other = office.url("edit"), a_user("piti", Role.COORDINATOR, agency=office.agency)
    mine, theirs = signed_in(office.manee), signed_in(other)
    bases = [base_of(client.get(url)) for client in (mine, theirs)]
    theirs.post(url, {**bases[1], "EIT": "80", "target": "85"})
    assert mine.post(url, {**bases[0], "IIT": "70", "target": "85"}).status_code == 302
    assert stored() == {"IIT": Decimal(70), "EIT": Decimal(80)}


def test_what_two_people_changed_in_one_field_is_chosen_and_the_loser_kept(office: Office, signed_in: SignedIn) -> None:
    url, other = office.url("edit"), a_user("piti", Role.COORDINATOR, agency=office.agency)
    mine, theirs = signed_in(office.manee), signed_in(other)
    first = {**base_of(mine.get(url)), "IIT": "60", "target": "85"}
    mine.post(url, first)
    bases = [base_of(client.get(url)) for client in (mine, theirs)]
    theirs.post(url, {**bases[1], "IIT": "80", "target": "85"})
    page = mine.post(url, {**bases[0], "IIT": "70", "target": "85"})
    assert page.status_code == 409
    assert stored() == {"IIT": Decimal(80)}
    carried = dict(page.context["carried"])
    done = mine.post(url, {**carried, "choose-IIT": "mine"})
    assert done.status_code == 302
    assert stored() == {"IIT": Decimal(70)}
    assert {("IIT", "60.00"), ("IIT", "80.00")} <= set(Replaced.objects.values_list("part", "text"))


def test_what_was_signed_for_another_form_is_chosen_from_in_none(office: Office, signed_in: SignedIn) -> None:
    client, tool = signed_in(office.manee), office.url("edit_tool", tool="iit")
    client.post(tool, {**base_of(client.get(tool)), "I1": "70"})
    of_tool = base_of(client.get(tool))["base"]
    sent = {**base_of(client.get(office.url("edit"))), "settled": of_tool, "choose-I1": "mine", "IIT": "80"}
    assert client.post(office.url("edit"), sent).status_code == 409  # drawn from something else: asked anew
    assert not Replaced.objects.exists()


def test_nobody_but_a_coordinator_saves_and_nobody_of_another_agency_reads(office: Office, signed_in: SignedIn) -> None:
    base = base_of(signed_in(office.manee).get(office.url("edit")))
    stranger = a_user("stranger", Role.COORDINATOR, agency=an_agency("ban-nong-yai"))
    for user, status in ((office.mana, 403), (stranger, 404)):
        client = signed_in(user)
        assert client.post(office.url("edit"), {**base, "IIT": "70"}).status_code == status
        assert client.post(office.url("edit_tool", tool="iit"), {**base, "I1": "70"}).status_code == status
        assert client.post(office.url("import"), {"do": "confirm", "shown": "x"}).status_code == status
    assert not ScoreSheet.objects.exists()
    assert signed_in(stranger).get(office.url()).status_code == 404
    assert signed_in(office.mana).get(office.url()).status_code == 200


def test_only_years_that_can_have_been_assessed_are_pages(office: Office, signed_in: SignedIn) -> None:
    client = signed_in(office.manee)
    assert [client.get(office.url(year=year)).status_code for year in (2549, 2550, 9999)] == [404, 200, 404]
    assert client.get(office.url("edit_tool", tool="xit")).status_code == 404
    assert client.get(office.url("edit_tool", tool="IIT")).status_code == 404
