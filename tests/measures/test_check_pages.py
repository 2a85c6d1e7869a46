"""The pages of the decisions: what they show, what they ask, and what comes of an old page."""

from __future__ import annotations

import re
from typing import Any

import pytest

from accounts.models import Draft
from measures.models import Decision, State
from measures.services.decision import digest_of
from tests.measures.reviewing import NOW, WORDS, Office, again, an_office, seen

pytestmark = pytest.mark.django_db


def hidden(response: Any) -> dict[str, str]:
    """What the page's form says that it showed."""
    found = re.findall(r'<input type="hidden" name="(round|digest)" value="(\w*)"', response.content.decode())
    return dict(found)


def words(response: Any) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", response.content.decode()).split())


def test_the_page_before_handing_in_shows_everything_and_carries_what_it_showed() -> None:
    office = an_office()
    measure = office.measure(actions=2, outcomes=2)
    response = office.client("officer").get(office.url("hand_in", measure))
    shown = words(response)
    texts = [row.text for rows in (measure.actions.all(), measure.outcomes.all()) for row in rows]
    names = [officer.name for officer in office.duties]
    assert [text for text in [*texts, *names] if text not in shown] == []
    assert hidden(response) == {"round": "0", "digest": digest_of(measure)}


def test_handing_in_keeps_the_words_to_the_coordinator_who_reads_them_when_checking() -> None:
    office = an_office()
    measure = office.measure()
    client = office.client("officer")
    page = client.get(office.url("hand_in", measure))
    sent = {"move": "hand_in", "comment": "ภาพจะตามมา", **hidden(page)}
    response = client.post(office.url("hand_in", measure), sent, follow=True)
    assert response.redirect_chain == [(office.url("measure", measure), 302)]
    assert "ส่งมาตรการ E14 ให้ผู้ประสานงานตรวจแล้ว" in words(response)
    assert "“ภาพจะตามมา”" in words(office.client("coordinator").get(office.url("check", measure)))


def test_a_coordinator_hands_in_for_an_officer_without_a_login_and_the_page_says_so() -> None:
    office = an_office()
    measure = office.measure(duties=office.duties[1:2])
    client = office.client("coordinator")
    assert "แทนผู้รับผิดชอบ" in words(client.get(office.url("hand_in", measure)))
    client.post(office.url("hand_in", measure), {"move": "hand_in", **seen(measure)})
    assert "ส่งตรวจแทนผู้รับผิดชอบ" in words(client.get(office.url("measure", measure)))
    assert "ท่านเป็นผู้ส่งตรวจมาตรการนี้เอง" in words(client.get(office.url("check", measure)))


def test_a_measure_completed_by_its_own_coordinator_says_so() -> None:
    office = an_office()
    measure = office.measure()
    client = office.client("own_coordinator")
    assert "ผู้อนุมัติรายงานจะเห็นว่ามาตรการนี้ไม่มีผู้อื่นตรวจ" in words(client.get(office.url("hand_in", measure)))
    client.post(office.url("hand_in", measure), {"move": "complete", **seen(measure)})
    assert "โดยไม่ผ่านการตรวจ" in words(office.client("approver").get(office.url("measure", measure)))


def test_a_measure_that_lacks_something_has_no_button_and_says_what_is_missing() -> None:
    office = an_office()
    measure = office.measure(outcomes=0)
    client = office.client("officer")
    response = client.get(office.url("hand_in", measure))
    assert response.status_code == 200
    assert "ขณะนี้ยังไม่ได้บันทึกผลลัพธ์" in words(response)
    assert 'name="move"' not in response.content.decode()
    sent = {"move": "hand_in", "comment": "ส่งครับ", **seen(measure)}
    response = client.post(office.url("hand_in", measure), sent)
    assert response.status_code == 409
    assert again(measure).state == State.OPEN


def test_returning_asks_for_words_and_taking_does_not() -> None:
    office = an_office()
    measure = office.measure(State.HANDED_IN)
    client = office.client("coordinator")
    response = client.post(office.url("check", measure), {"move": "return", "comment": " \n ", **seen(measure)})
    assert response.status_code == 422
    assert "โปรดพิมพ์เหตุผล" in words(response)
    assert again(measure).state == State.HANDED_IN
    assert client.post(office.url("check", measure), {"move": "take", **seen(measure)}).status_code == 302


def test_what_was_returned_shows_who_and_the_words_and_the_way_back() -> None:
    office = an_office()
    measure = office.measure(State.RETURNED)
    shown = words(office.client("officer").get(office.url("measure", measure)))
    assert "นายมานะ สุจริตธรรม ขอให้แก้ไข 22 ก.ย. 66 เวลา 15.28 น." in shown
    assert f"“{WORDS}”" in shown
    assert "แก้ไขการดำเนินการ ตรวจทานและส่งตรวจ" in shown


def test_a_coordinator_goes_on_to_what_still_waits() -> None:
    office = an_office()
    first, second = office.measure(State.HANDED_IN, code="E1"), office.measure(State.HANDED_IN, code="E2")
    client = office.client("coordinator")
    for measure, said in ((first, "ตรวจรับมาตรการ E1 แล้ว เหลือรอตรวจอีก 1 มาตรการ"), (second, "ตรวจรับมาตรการ E2 แล้ว ปี")):
        page = client.post(office.url("check", measure), {"move": "take", **seen(measure)}, follow=True)
        assert page.redirect_chain[0][0] == office.url("list") + "?state=waiting"
        assert said in words(page), measure.code


def lost_to(office: Office, move: str, who: str) -> Any:
    """The answer to a coordinator whose page is older than a colleague's decision."""
    measure = office.measure(State.HANDED_IN)
    client = office.client("coordinator")
    old = hidden(client.get(office.url("check", measure)))
    office.decide(measure, move, who)
    return client.post(office.url("check", measure), {"move": "return", "comment": "ขอภาพอีก 1 ภาพ", **old})


@pytest.mark.parametrize(
    ("move", "who", "said"),
    [
        ("take", "own_coordinator", "ตรวจรับ โดย นางจันทร์ แจ่มใส"),
        ("return", "own_coordinator", "ส่งกลับแก้ไข โดย นางจันทร์ แจ่มใส"),
        ("recall", "officer", "เรียกคืนมาแก้ไข โดย นางสาวกานดา ใจงาม"),
    ],
)
def test_the_slower_of_two_is_told_who_decided_how_and_why_and_keeps_the_own_words(
    move: str, who: str, said: str
) -> None:
    office = an_office()
    response = lost_to(office, move, who)
    assert response.status_code == 409
    shown = words(response)
    assert "ผู้อื่นพิจารณาไปแล้ว" in shown
    assert said in shown
    assert f"“{WORDS}”" in shown
    assert "ขอภาพอีก 1 ภาพ" in shown
    assert Decision.objects.last().move == move  # type: ignore[union-attr]  # there is one


def test_whoever_presses_twice_learns_that_it_was_themselves() -> None:
    office = an_office()
    measure = office.measure()
    client = office.client("officer")
    sent = {"move": "hand_in", **hidden(client.get(office.url("hand_in", measure)))}
    assert client.post(office.url("hand_in", measure), sent).status_code == 302
    response = client.post(office.url("hand_in", measure), sent)
    assert response.status_code == 409
    assert "ส่งตรวจ โดย ท่านเอง" in words(response)
    assert Decision.objects.count() == 1


def test_an_old_page_does_not_take_a_newer_round() -> None:
    office = an_office()
    measure = office.measure(State.HANDED_IN)
    client = office.client("coordinator")
    old = hidden(client.get(office.url("check", measure)))
    office.decide(measure, "recall", "officer")
    measure.actions.update(text="แก้แล้ว")
    office.decide(measure, "hand_in", "officer")
    assert client.post(office.url("check", measure), {"move": "take", **old}).status_code == 409
    assert again(measure).state == State.HANDED_IN


def test_words_that_changed_since_the_page_was_drawn_are_shown_before_they_are_handed_in() -> None:
    office = an_office()
    measure = office.measure()
    client = office.client("officer")
    old = hidden(client.get(office.url("hand_in", measure)))
    measure.outcomes.update(text="ผลที่เพื่อนเพิ่งแก้")
    response = client.post(office.url("hand_in", measure), {"move": "hand_in", "comment": "ครบครับ", **old})
    assert response.status_code == 409
    assert again(measure).state == State.OPEN
    assert "ผลที่เพื่อนเพิ่งแก้" in words(response)
    assert "ครบครับ</textarea>" in response.content.decode()
    sent = {"move": "hand_in", "comment": "ครบครับ", **hidden(response)}
    assert client.post(office.url("hand_in", measure), sent).status_code == 302


@pytest.mark.parametrize("left_out", ["round", "digest"])
@pytest.mark.parametrize("garbage", [None, "", "x" * 65])
def test_a_decision_that_does_not_say_what_was_seen_shows_it_first_and_keeps_the_words(
    left_out: str, garbage: str | None
) -> None:
    office = an_office()
    measure = office.measure(State.HANDED_IN)
    client = office.client("coordinator")
    said = {"move": "return", "comment": "ขอภาพอีก 1 ภาพ", **seen(measure)}
    sent = {name: value for name, value in said.items() if name != left_out}
    sent |= {left_out: garbage} if garbage is not None else {}
    response = client.post(office.url("check", measure), sent)
    assert response.status_code == 409
    assert again(measure).state == State.HANDED_IN
    assert "หน้าที่ท่านเปิดไว้ไม่ตรงกับรอบปัจจุบัน" in words(response)
    assert "ขอภาพอีก 1 ภาพ</textarea>" in response.content.decode()
    assert hidden(response) == seen(measure)


@pytest.mark.parametrize(
    ("number", "said"), [("1", "รอบที่หน้านั้นแสดงเปลี่ยนไปแล้วหรือไม่มีอยู่"), ("7", "ยังไม่ได้บันทึก รอบปัจจุบันอยู่ด้านล่าง")]
)
def test_a_decision_on_another_round_in_the_same_state_is_told_so_and_shown_the_present_one(
    number: str, said: str
) -> None:
    office = an_office()
    measure = office.measure(State.RETURNED)
    office.decide(measure, "hand_in", "officer")
    sent = {"move": "return", "comment": "ขอภาพอีก 1 ภาพ", **seen(measure), "round": number}
    response = office.client("coordinator").post(office.url("check", measure), sent)
    assert response.status_code == 409
    assert again(measure).state == State.HANDED_IN
    assert said in words(response)
    assert "ผู้อื่นพิจารณาไปแล้ว" not in words(response)
    assert "ขอภาพอีก 1 ภาพ</textarea>" in response.content.decode()
    assert hidden(response) == seen(measure)


@pytest.mark.parametrize("move", ["", "take", "publish"])
def test_a_button_that_the_page_does_not_have_is_a_bad_request(move: str) -> None:
    office = an_office()
    measure = office.measure()
    assert office.client("coordinator").post(office.url("hand_in", measure), {"move": move}).status_code == 400
    assert Decision.objects.count() == 0


def test_a_removed_measure_has_no_decision_pages() -> None:
    office = an_office()
    measure = office.measure()
    type(measure).objects.filter(pk=measure.pk).update(removed_at="2023-09-22T08:28:00Z")
    for page in ("hand_in", "check", "recall", "reopen"):
        assert office.client("coordinator").get(office.url(page, measure)).status_code == 404


def test_a_second_press_is_told_that_the_first_was_enough(monkeypatch: pytest.MonkeyPatch) -> None:
    office = an_office()
    measure = office.measure()
    client, url = office.client("officer"), office.url("hand_in", measure)
    sent = {"move": "hand_in", "comment": "ครบแล้ว", **seen(measure)}
    client.post(url, sent)
    Decision.objects.update(at=NOW)
    monkeypatch.setattr("clock.today", NOW.date)
    page = client.post(url, sent)
    assert page.status_code == 409
    assert "ส่งตรวจเรียบร้อยแล้วตั้งแต่ 15.28 น." in words(page)
    assert "ไม่มีผล" not in words(page) and "ข้อความที่ท่านพิมพ์ไว้" not in words(page)
    other = words(office.client("own_coordinator").post(url, {**sent, "comment": "อีกคน"}))
    assert "ผู้อื่นพิจารณาไปแล้ว" in other and "สิ่งที่ท่านเพิ่งกดไม่มีผล" in other and "อีกคน" in other


def test_a_measure_without_an_outcome_says_why_it_cannot_be_sent() -> None:
    office = an_office()
    said = "ยังส่งตรวจไม่ได้ ต้องมีการดำเนินการและผลลัพธ์อย่างน้อยอย่างละ 1 รายการ ขณะนี้ยังไม่ได้บันทึกผลลัพธ์"
    for outcomes, who, shown in ((0, "officer", True), (1, "officer", False), (0, "approver", False)):
        measure = office.measure(outcomes=outcomes)
        assert (said in words(office.client(who).get(office.url("measure", measure)))) == shown, (outcomes, who)


def test_a_locked_measure_says_once_why_and_no_coordinator_is_sent_to_themselves() -> None:
    office = an_office()
    measure = office.measure(State.TAKEN)
    page = words(office.client("coordinator").get(office.url("progress", measure), follow=True))
    assert page.count("จึงแก้ไขไม่ได้") == 1 and "ท่านเปิดให้แก้ไขอีกครั้งได้" in page
    assert "ผู้ประสานงาน ITA (" not in page
    officer = words(office.client("officer").get(office.url("measure", measure)))
    assert "ผู้ประสานงาน ITA (" in officer and "เปิดให้แก้ไขอีกครั้งได้" in officer


def test_what_was_typed_and_not_saved_is_told_on_the_measures_page_to_its_writer_alone() -> None:
    office = an_office()
    measure = office.measure()
    Draft.objects.create(
        user=office.people["officer"],
        page=office.url("progress", measure),
        title="มาตรการ E14",
        data="[]",
        saved_at=NOW,
    )
    for who, shown in (("officer", True), ("coordinator", False)):
        page = words(office.client(who).get(office.url("measure", measure)))
        assert ("มีข้อความที่พิมพ์ค้างไว้ ยังไม่ได้บันทึก" in page) == shown, who
