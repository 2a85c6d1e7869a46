"""Spreadsheets of scores, hostile and broken ones too: the right reading or the right message, nothing half stored."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

import clock
from accounts.changed import digest
from audit.models import AuditEvent
from measures.models import Indicator
from pades.examination import sandbox
from scores.models import Score, ScoreSheet
from scores.reading import inside
from scores.services import outline as outlines
from scores.services import sheet as sheets
from tests.scores import hostile_spreadsheets, spreadsheets
from tests.scores.conftest import YEAR, Office, SignedIn
from tests.scores.spreadsheets import RIGHT, Case, as_csv, as_xlsx, headed

CASES = [*spreadsheets.cases(), *hostile_spreadsheets.cases()]


def send(client: Client, office: Office, data: bytes, name: str = "คะแนน.xlsx", year: int = YEAR) -> Any:
    """The answer to a file."""
    return client.post(office.url("import", year=year), {"do": "read", "file": SimpleUploadedFile(name, data)})


def wrong_with(case: Case, response: Any) -> str:
    """What is wrong with the answer to a file; nothing where it is right."""
    if response.status_code not in (200, 422):
        return f"answered {response.status_code}"
    context = response.context
    preview = context.get("preview")
    if preview is None:
        said, notes, read = " ".join(context["form"].errors.get("file", [])), "", {}
    else:
        said = " ".join(f"{each.place} {each.message}" for each in preview.mistakes)
        notes, read = " ".join(preview.notes), {line.key: line.after for line in preview.lines}
    if case.any_answer:
        return "" if said or read == RIGHT or (read and read.items() <= RIGHT.items()) else f"read {read}"
    if missing := [each for each in case.said if each not in said]:
        return f"not said: {missing}, but: {said} {read}"
    if not case.said and (said or read != dict(case.read)):
        return f"said {said!r}, read {read}"
    return f"not noted: {case.noted}, but: {notes}" if case.noted not in notes else ""


def test_there_are_at_least_three_hundred_files() -> None:
    assert len({case.name for case in CASES}) == len(CASES) >= 300


def test_each_file_gets_the_right_reading_or_the_right_message_and_nothing_is_stored(
    office: Office, signed_in: SignedIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Read in this process: to begin one for each file takes most of the time. The next test does that."""
    monkeypatch.setattr(sandbox, "run", lambda module, sent: inside.answer(sent).encode())
    client = signed_in(office.manee)
    wrong = {case.name: said for case in CASES if (said := wrong_with(case, send(client, office, case.data)))}
    assert wrong == {}
    assert not ScoreSheet.objects.exists()
    assert not AuditEvent.objects.filter(action__startswith="scores.").exists()


def test_files_are_read_in_a_process_of_their_own(office: Office, signed_in: SignedIn) -> None:
    client = signed_in(office.manee)
    sample = CASES[::25]
    assert {case.name: said for case in sample if (said := wrong_with(case, send(client, office, case.data)))} == {}


def test_a_file_of_fifty_megabytes_is_told_and_not_read(office: Office, signed_in: SignedIn) -> None:
    response = send(signed_in(office.manee), office, b"PK" + b"\0" * 50 * 1024 * 1024)
    assert response.status_code == 422
    errors = response.context["form"].errors["file"]
    assert errors == ["ไฟล์ใหญ่เกิน 25 MB โปรดลบแผ่นงานและภาพอื่นออกแล้วบันทึกใหม่"]


def test_what_was_shown_is_stored_by_one_confirmation(office: Office, signed_in: SignedIn) -> None:
    client = signed_in(office.manee)
    preview = send(client, office, as_xlsx(headed())).context["preview"]
    assert [(line.key, line.before, line.after) for line in preview.lines] == [
        ("I1", "", "84.25"),
        ("E3", "", "70.50"),
        ("O14", "", "100.00"),
    ]
    done = client.post(office.url("import"), {"do": "confirm", "shown": preview.signed})
    assert done.status_code == 302
    assert {score.key: score.value for score in Score.objects.all()} == {k: Decimal(v) for k, v in RIGHT.items()}
    assert AuditEvent.objects.filter(action="scores.imported").count() == 1
    again = send(client, office, as_xlsx(headed())).context["preview"]
    assert (again.new, again.changed, again.same) == ([], [], 3)


def test_a_confirmation_that_is_sent_twice_stores_once_and_blames_nobody(office: Office, signed_in: SignedIn) -> None:
    client = signed_in(office.manee)
    shown = send(client, office, as_xlsx(headed())).context["preview"].signed
    for _ in range(2):
        done = client.post(office.url("import"), {"do": "confirm", "shown": shown})
        assert done.status_code == 302
    assert ScoreSheet.objects.get().revision == 1
    page = client.get(office.url()).content.decode()
    assert "มีผู้บันทึกคะแนนระหว่างที่ท่านตรวจ" not in page
    assert "คะแนนในไฟล์ตรงกับที่บันทึกไว้แล้วทุกช่อง" in page


def test_one_mistake_keeps_all_of_a_file_out(office: Office, signed_in: SignedIn) -> None:
    response = send(signed_in(office.manee), office, as_csv([*headed(), ("I2", "", "101")]), "คะแนน.csv")
    assert response.status_code == 422
    assert response.context["preview"].signed == ""
    assert "แถวที่ 5 คอลัมน์ C (คะแนน)" in response.content.decode()


def test_what_another_saved_meanwhile_is_shown_before_anything_is_stored(office: Office, signed_in: SignedIn) -> None:
    client = signed_in(office.manee)
    shown = send(client, office, as_xlsx(headed())).context["preview"].signed
    _store(office, {"E3": "60.00"})
    response = client.post(office.url("import"), {"do": "confirm", "shown": shown})
    assert response.status_code == 409
    assert [(line.key, line.before) for line in response.context["preview"].changed] == [("E3", "60.00")]
    assert {score.key for score in Score.objects.all()} == {"E3"}
    done = client.post(office.url("import"), {"do": "confirm", "shown": response.context["preview"].signed})
    assert done.status_code == 302
    assert Score.objects.get(code="E3").value == Decimal("70.50")


def _store(office: Office, facts: dict[str, str], year: int = YEAR) -> None:
    stored = sheets.facts_of(sheets.find(office.agency, year), facts)
    outline = outlines.of_year(office.agency, year)
    sheets.save(
        outline=outline, agency=office.agency, facts=facts, base=digest(stored), by=office.manee, now=clock.now()
    )


@pytest.mark.parametrize("shown", ["", "x", "x:y:z"])
def test_what_nobody_was_shown_is_not_stored(office: Office, signed_in: SignedIn, shown: str) -> None:
    response = signed_in(office.manee).post(office.url("import"), {"do": "confirm", "shown": shown})
    assert response.status_code == 422
    assert response.context["form"].errors["file"] == ["ผลที่แสดงไว้หมดอายุหรือไม่ใช่ของท่าน โปรดเลือกไฟล์อีกครั้ง"]


def test_what_was_shown_of_one_year_is_not_stored_in_another(office: Office, signed_in: SignedIn) -> None:
    client = signed_in(office.manee)
    shown = send(client, office, as_xlsx(headed())).context["preview"].signed
    assert client.post(office.url("import", year=2565), {"do": "confirm", "shown": shown}).status_code == 422
    assert not ScoreSheet.objects.exists()


@pytest.mark.parametrize("form", ["xlsx", "csv"])
@pytest.mark.parametrize("year", [2565, 2566, 2567, 2568])
def test_out_and_in_again_is_no_change(office: Office, signed_in: SignedIn, form: str, year: int) -> None:
    client = signed_in(office.manee)
    unlisted = {"I3": "12.30", "E7": "45.60"} if year > 2566 else {}
    facts = {"official_total": "87.35", "IIT": "88.12", "1": "0.00", "9": "100.00", "O2": "7.05"}
    _store(office, facts | unlisted, year)
    data = client.get(office.url("scores_file", year=year, form=form)).content
    response = send(client, office, data, f"คะแนน.{form}", year=year)
    preview = response.context["preview"]
    assert preview.mistakes == ()
    assert preview.notes == ()
    assert (preview.new, preview.changed, preview.same) == ([], [], 5 + len(unlisted))


def test_a_score_that_a_later_list_can_not_have_goes_out_and_in_again(office: Office, signed_in: SignedIn) -> None:
    client = signed_in(office.manee)
    _store(office, {"O3": "70.00", "O50": "80.00"}, 2567)
    for code in ("O1", "O3"):
        Indicator.objects.create(year=2567, tool="OIT", code=code, group_no=9, group_name="ก", text=code, status="seed")
    data = client.get(office.url("scores_file", year=2567, form="csv")).content
    preview = send(client, office, data, "คะแนน.csv", year=2567).context["preview"]
    assert (preview.mistakes, preview.new, preview.changed, preview.same) == ((), [], [], 2)


@pytest.mark.parametrize("form", ["xlsx", "csv"])
def test_an_empty_template_says_that_it_is_empty(office: Office, signed_in: SignedIn, form: str) -> None:
    client = signed_in(office.manee)
    data = client.get(office.url("scores_file", form=form)).content
    preview = send(client, office, data, f"คะแนน.{form}").context["preview"]
    assert [each.message for each in preview.mistakes] == ["ไม่มีคะแนนอยู่เลย โปรดพิมพ์คะแนนในคอลัมน์คะแนนแล้วบันทึกไฟล์ก่อนส่ง"]
