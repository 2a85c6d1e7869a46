"""Files are attached by a form: several at once, each judged by itself, and what arrived stays."""

from __future__ import annotations

import html

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from accounts.models import Draft
from audit.models import AuditEvent
from evidence.models import Evidence
from evidence.services import keeping
from files import store
from measures.models import Measure, MeasureOfficer
from tests.browsing import form_of, open_form
from tests.editing.drafting import keep
from tests.evidence.conftest import Office, SignedIn
from tests.evidence.files import TAKEN_ON, a_pdf, a_photograph, digest
from tests.evidence.pages import send, text, url
from tests.factories import NOON
from tests.stored import everything_stored

pytestmark = pytest.mark.django_db

BESIDE = ("django_session", "accounts_draft", "django_q_ormq")  # what any request may write


def test_several_files_are_attached_at_once_with_what_is_said_of_all(office: Office, signed_in: SignedIn) -> None:
    measure = office.measure(actions=["ประชุม", "อบรม"])
    action = measure.actions.all()[1]
    files = [("ประชุม.jpg", a_photograph()), ("วาระ.pdf", a_pdf(pages=3))]
    answer = send(
        signed_in(office.mana), measure, files, caption="ประชุม  ครั้งที่ 1", speaks_for="๒๙ ก.ย. ๖๖", action=str(action.pk)
    )
    assert (answer.status_code, answer["Location"]) == (302, url("list", measure))
    photograph, document = Evidence.objects.all()
    assert [photograph.caption, document.caption] == ["ประชุม ครั้งที่ 1"] * 2
    assert [str(each.speaks_for) for each in (photograph, document)] == ["2023-09-29"] * 2
    assert [photograph.kind, document.kind, document.pages] == ["photograph", "file", 3]
    assert {photograph.action, document.action} == {action}
    assert not photograph.is_public
    assert (photograph.added_by, photograph.position, document.position) == (office.mana, 0, 1)


def test_the_cameras_day_is_proposed_and_a_typed_one_stands(office: Office, signed_in: SignedIn) -> None:
    measure = office.measure()
    send(signed_in(office.mana), measure, [("ก.jpg", a_photograph(colour="navy"))])
    send(signed_in(office.mana), measure, [("ข.jpg", a_photograph(colour="olive"))], speaks_for="1/2/66")
    assert [str(each.speaks_for) for each in Evidence.objects.all()] == [str(TAKEN_ON), "2023-02-01"]


def test_a_file_without_words_is_called_by_its_name_and_that_is_said(office: Office, signed_in: SignedIn) -> None:
    measure = office.measure()
    send(signed_in(office.mana), measure, [("IMG_2041.JPG", a_photograph())])
    assert Evidence.objects.get().caption == "IMG_2041"
    assert "ยังไม่มีคำบรรยาย" in text(signed_in(office.mana).get(url("list", measure)))


def test_of_good_and_bad_files_the_good_stay_and_the_bad_are_named_with_their_reasons(
    office: Office, signed_in: SignedIn
) -> None:
    measure = office.measure()
    files = [("ดี.jpg", a_photograph()), ("โปรแกรม.jpg", b"MZ" + b"\0" * 100), ("ว่าง.pdf", b""), ("ดี2.pdf", a_pdf())]
    answer = send(signed_in(office.mana), measure, files, caption="ประชุม")
    page = html.unescape(text(answer))
    assert answer.status_code == 422
    assert "แนบแล้ว 2 ไฟล์ แนบไม่ได้ 2 ไฟล์" in page
    assert "“โปรแกรม.jpg” ไฟล์นี้เป็นโปรแกรมของ Windows" in page
    assert "“ว่าง.pdf” ไฟล์ว่างเปล่า" in page
    assert [each.name for each in Evidence.objects.all()] == ["ดี.jpg", "ดี2.pdf"]
    assert 'value="ประชุม"' in page


def test_a_day_that_cannot_be_read_keeps_no_file_out_and_is_mended_without_sending_it_again(
    office: Office, signed_in: SignedIn
) -> None:
    measure, browser = office.measure(), signed_in(office.mana)
    answer = send(browser, measure, [("ก.pdf", a_pdf())], caption="ประชุม", speaks_for="31 กุมภาพันธ์ 2566")
    page = text(answer)
    evidence = Evidence.objects.get()
    assert answer.status_code == 422
    assert "แนบไฟล์แล้ว แต่ข้อความบางช่องยังอ่านไม่ได้" in page
    assert 'value="31 กุมภาพันธ์ 2566"' in page
    assert evidence.speaks_for is None
    again = send(browser, measure, [], caption="ประชุม", speaks_for="28 ก.พ. 2566", seen=str(evidence.pk))
    assert again.status_code == 302
    evidence.refresh_from_db()
    assert str(evidence.speaks_for) == "2023-02-28"
    assert Evidence.objects.count() == 1


def test_keys_that_a_form_forges_change_nothing_of_another_measure(office: Office, signed_in: SignedIn) -> None:
    measure, other = office.measure(), office.measure("E14")
    send(signed_in(office.mana), other, [("ก.pdf", a_pdf())], caption="ของอีกมาตรการ")
    theirs = Evidence.objects.get()
    for forged in (str(theirs.pk), "9" * 17, "-1", "x,๑,", "9" * 5000):
        send(signed_in(office.mana), measure, [], caption="ปลอม", seen=forged)
    theirs.refresh_from_db()
    assert theirs.caption == "ของอีกมาตรการ"


def test_a_form_without_a_file_says_what_to_do_and_keeps_what_was_typed(office: Office, signed_in: SignedIn) -> None:
    measure = office.measure()
    answer = send(signed_in(office.mana), measure, [], caption="พิมพ์ไว้แล้ว")
    assert answer.status_code == 422
    assert "โปรดเลือกภาพหรือไฟล์อย่างน้อยหนึ่งไฟล์" in text(answer)
    assert 'value="พิมพ์ไว้แล้ว"' in text(answer)


def test_sent_twice_is_attached_once(office: Office, signed_in: SignedIn) -> None:
    measure = office.measure()
    for _ in range(2):
        assert send(signed_in(office.mana), measure, [("ก.jpg", a_photograph())]).status_code == 302
    assert Evidence.objects.count() == 1
    assert AuditEvent.objects.filter(action="evidence.added").count() == 1


def test_two_devices_attach_to_one_measure_and_both_stand(office: Office, signed_in: SignedIn) -> None:
    measure = office.measure()
    telephone, desk = signed_in(office.mana), signed_in(office.manee)
    for browser in (telephone, desk):
        browser.get(url("list", measure))
    send(telephone, measure, [("ก.jpg", a_photograph())])
    send(desk, measure, [("ข.pdf", a_pdf())])
    assert {each.added_by for each in Evidence.objects.kept()} == {office.mana, office.manee}


def test_a_refused_file_leaves_nothing_behind(office: Office, signed_in: SignedIn) -> None:
    measure, browser = office.measure(), signed_in(office.mana)
    browser.get(url("list", measure))
    before = everything_stored(but=BESIDE)
    assert send(browser, measure, [("ก.jpg", b"\xff\xd8\xff broken")]).status_code == 422
    assert everything_stored(but=BESIDE) == before
    assert [*store.folder().rglob("*")] == []


def test_whoever_may_not_enter_progress_attaches_nothing(office: Office, signed_in: SignedIn) -> None:
    measure, browser = office.measure(), signed_in(office.piti)
    before = everything_stored(but=BESIDE)
    assert send(browser, measure, [("ก.jpg", a_photograph())]).status_code == 403
    assert everything_stored(but=BESIDE) == before


@pytest.mark.parametrize("state", ["handed_in", "taken"])
def test_a_locked_measure_says_who_can_open_it_and_keeps_the_words(
    office: Office, signed_in: SignedIn, state: str
) -> None:
    measure, browser = office.measure(), signed_in(office.mana)
    Measure.objects.update(state=state)
    before = everything_stored(but=BESIDE)
    answer = send(browser, measure, [("ก.jpg", a_photograph())], caption="พิมพ์ไว้แล้ว")
    assert answer.status_code == 409
    assert "ยังบันทึกไม่ได้" in text(answer)
    assert 'value="พิมพ์ไว้แล้ว"' in text(answer)
    assert everything_stored(but=BESIDE) == before
    assert "enctype" not in text(browser.get(url("list", measure)))


def test_a_removed_measure_is_not_found(office: Office, signed_in: SignedIn) -> None:
    measure = office.measure()
    Measure.objects.update(removed_at=NOON)
    assert send(signed_in(office.mana), measure, [("ก.jpg", a_photograph())]).status_code == 404


def test_a_role_that_is_lost_between_two_files_ends_it_and_the_first_stays(
    office: Office, signed_in: SignedIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    measure, add = office.measure(), keeping.add

    def add_and_be_taken_off(**said: object) -> Evidence:
        evidence = add(**said)  # type: ignore[arg-type]  # as keeping.add
        MeasureOfficer.objects.all().delete()
        return evidence

    monkeypatch.setattr(keeping, "add", add_and_be_taken_off)
    answer = send(signed_in(office.mana), measure, [("ก.jpg", a_photograph()), ("ข.pdf", a_pdf())])
    assert answer.status_code == 403
    assert [each.name for each in Evidence.objects.all()] == ["ก.jpg"]


def test_a_link_from_outside_leads_back_after_signing_in(office: Office, signed_in: SignedIn) -> None:
    place = url("list", office.measure())
    stranger = signed_in(office.mana)
    assert f'value="http://testserver{place}"' in text(stranger.get(place)) or place in text(stranger.get(place))
    stranger.logout()
    assert stranger.get(place)["Location"] == f"/accounts/login/?next={place}"


def test_the_form_offers_camera_album_and_the_files_that_are_taken(office: Office, signed_in: SignedIn) -> None:
    page = text(signed_in(office.mana).get(url("list", office.measure())))
    field = page[page.rindex("<input", 0, page.index('name="sent"')) :].partition(">")[0]
    assert "multiple" in field
    assert "capture" not in field
    assert "image/heic" in field
    assert ".docx" in field


def test_the_action_of_the_link_is_chosen_already(office: Office, signed_in: SignedIn) -> None:
    measure = office.measure(actions=["ประชุม", "อบรม"])
    second = measure.actions.all()[1]
    page = signed_in(office.mana).get(url("list", measure), {"action": second.pk})
    form = form_of(page, to=f"?action={second.pk}")
    assert form.values["action"] == str(second.pk)
    for odd in ("x", "9" * 5000, "-1", "๑", "0"):
        assert signed_in(office.mana).get(url("list", measure), {"action": odd}).status_code == 200


def test_words_before_a_file_is_chosen_are_kept_as_a_draft_that_ends_with_the_file(
    office: Office, signed_in: SignedIn
) -> None:
    measure, browser = office.measure(), signed_in(office.mana)
    page = url("list", measure)
    assert keep(browser, open_form(browser, page), {"caption": "ประชุม", "speaks_for": "๓ ก.ค. ๖๖"}).status_code == 302
    again = form_of(browser.get(page, {"draft": 1}))
    assert (again.values["caption"], again.values["speaks_for"]) == ("ประชุม", "๓ ก.ค. ๖๖")
    browser.post(page, {**again.values, "sent": [SimpleUploadedFile("ก.pdf", a_pdf())]})
    assert Evidence.objects.get().caption == "ประชุม"
    assert not Draft.objects.exists()


# Links


def link(signed_in: SignedIn, office: Office, measure: Measure, address: str, caption: str = "ประกาศผล") -> object:
    return signed_in(office.mana).post(url("link", measure), {"address": address, "caption": caption})


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("https://www.thungsaithan.go.th/news/12", "https://www.thungsaithan.go.th/news/12"),
        (" https://www.thungsaithan.go.th/ข่าว/12 ", "https://www.thungsaithan.go.th/ข่าว/12"),
        ("www.thungsaithan.go.th", "https://www.thungsaithan.go.th"),
    ],
)
def test_an_address_is_attached(office: Office, signed_in: SignedIn, typed: str, kept: str) -> None:
    measure = office.measure()
    assert link(signed_in, office, measure, typed).status_code == 302  # type: ignore[attr-defined]  # an answer
    found = Evidence.objects.get()
    assert (found.kind, found.address, found.caption) == ("link", kept, "ประกาศผล")
    page = text(signed_in(office.mana).get(url("list", measure)))
    assert 'rel="noopener noreferrer"' in page


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("", "โปรดพิมพ์หรือวางที่อยู่เว็บไซต์"),
        ("http://www.thungsaithan.go.th/", "https://"),
        ("javascript:alert(1)", "อ่านที่อยู่นี้ไม่ได้"),
        ("javascript://x.go.th/%0aalert(1)", "อ่านที่อยู่นี้ไม่ได้"),
        ("ไปที่หน้าเว็บ", "อ่านที่อยู่นี้ไม่ได้"),
        ("https://[::1", "อ่านที่อยู่นี้ไม่ได้"),
        ("https://mana:1234@www.thungsaithan.go.th/", "รหัสผ่าน"),
        ("https://x.go.th/" + "ก" * 3000, "2000"),
    ],
)
def test_what_is_no_address_is_told_beside_the_field(
    office: Office, signed_in: SignedIn, typed: str, words: str
) -> None:
    answer = link(signed_in, office, office.measure(), typed)
    assert answer.status_code == 422  # type: ignore[attr-defined]  # an answer
    assert words in text(answer)
    assert 'value="ประกาศผล"' in text(answer)
    assert not Evidence.objects.exists()


def test_the_store_has_only_what_rows_name(office: Office, signed_in: SignedIn) -> None:
    send(signed_in(office.mana), office.measure(), [("ก.jpg", a_photograph())])
    found = Evidence.objects.get()
    names = {path.name for path in store.folder().rglob("*") if path.is_file()}
    assert names == {found.digest, found.thumbnail}
    assert found.sent_digest == digest(a_photograph())
