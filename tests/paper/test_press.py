"""The press makes what this process would, in one of its own; where it can't, whoever asks learns it in Thai."""

import os
import subprocess
import sys
import threading
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from audit.heads import Head
from forked.warm import Outcome
from pades import fields
from paper import emblem, pictures, poster, report_pdf
from paper.batches import turns
from paper.paper import Paper
from paper.poster import Poster
from paper.press import inside, jobs, press, settings
from paper.press.faults import NotForArchive, Unfit
from paper.provenance import Provenance
from tests.paper.illustrated import proved
from tests.paper.textlayer.test_form import SEED_REPORT

MARKED = Paper(orientation="portrait", digits="thai", draft=True, demo=True, letterhead="ที่ สธ ๑")
_as_the_portal_does = press._done  # before the tests' own takes its place


@pytest.fixture(autouse=True)
def own_processes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(press, "_done", _as_the_portal_does)


def provenance(paper: Paper) -> Provenance:
    made_at = datetime(2023, 10, 3, 9, tzinfo=UTC)
    return Provenance(
        paper=paper, digest="0" * 64, edition=1, round=1, evidence=[], audit=Head(0, "0" * 64), made_at=made_at
    )


def test_what_waits_has_made_a_whole_report_and_signed_none() -> None:
    """So that a short report costs its layout alone, and nobody's memory holds what few reports need."""
    program = """
import sys
from paper.press import ready
from thai import typefaces
assert "pyhanko" not in sys.modules
assert typefaces._symbols == [typefaces._made_symbols()]
assert ready.typeset._warm.all.configuration._kept_styles
"""
    environment = os.environ | {"DJANGO_SETTINGS_MODULE": "paper.press.settings"}
    subprocess.run([sys.executable, "-c", program], check=True, env=environment, timeout=120)


@pytest.mark.parametrize("paper", [Paper(), MARKED, Paper(code="TST-2566-ABCDEF12", portal="https://portal.example")])
def test_a_draft_is_the_very_file_that_this_process_writes(paper: Paper) -> None:
    """In the portal's settings here, in those of the press there."""
    assert press.pdf(SEED_REPORT, paper) == report_pdf.write(SEED_REPORT, paper)


def test_photographs_come_along() -> None:
    report, paper = proved(2)
    assert press.pdf(report, paper) == report_pdf.write(report, paper)


def test_what_is_to_be_signed_has_its_fields_and_pages() -> None:
    paper = replace(MARKED, code="TST-2566-ABCDEF12", portal="https://portal.example")
    body, pages = press.to_be_signed(SEED_REPORT, paper, provenance(paper))
    assert body == fields.add_fields(report_pdf.write(SEED_REPORT, paper, provenance=provenance(paper)))
    assert pages == pictures.pages(body)


def test_a_character_that_no_archive_takes_is_told() -> None:
    with pytest.raises(NotForArchive, match=r"U\+F0B9"):
        press.to_be_signed(replace(SEED_REPORT, opening="\uf0b9"), MARKED, provenance(MARKED))


def test_pages_are_counted_as_they_are_drawn() -> None:
    assert press.count(SEED_REPORT, MARKED) == len(press.pages(SEED_REPORT, MARKED))


def test_a_long_report_is_drawn_there_by_several_processes() -> None:
    long = replace(SEED_REPORT, measures=SEED_REPORT.measures * 10)
    assert press.count(long, MARKED) > turns.FIRST + turns.PAGES
    assert press.pdf(long, MARKED) == report_pdf.write(long, MARKED)


def test_a_poster_and_an_emblem_are_made_there_too() -> None:
    sheet = Poster(
        "อบต.จำปา", "รายงาน", "รายงานผลการดำเนินการ", 2566, "https://portal.example/r/A/", "A", is_trial=False
    )
    assert press.poster(sheet) == poster.write(sheet)
    drawing = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><rect width="9" height="5"/></svg>'
    assert press.emblem(drawing) == emblem.read(drawing)
    with pytest.raises(Unfit, match="โปรดเลือกไฟล์อื่น"):
        press.emblem(b"%PDF-1.7")


def test_a_report_that_takes_too_long_is_stopped_and_the_next_is_made(monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as hurried:
        hurried.setattr(press, "WAIT", 0.05)
        with pytest.raises(press.TooCostly, match="โปรดลองใหม่"):
            press.pages(SEED_REPORT, MARKED)
    assert press.count(SEED_REPORT, MARKED) > 0


def test_what_goes_wrong_there_is_no_fault_here() -> None:
    with pytest.raises(press.TooCostly, match="โปรดลองใหม่"):
        press.pages(SEED_REPORT, replace(MARKED, orientation="sideways"))  # type: ignore[arg-type]  # as no paper is


def test_one_is_made_and_three_wait_and_the_others_are_told(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever waits holds a thread of the server, and it has eight."""
    over, told = threading.Event(), []

    def slow(*_: object) -> int:
        over.wait(60)
        return 1

    def ask() -> None:
        try:
            press.count(SEED_REPORT, MARKED)
        except press.Busy as busy:
            told.append(str(busy))
            if len(told) == 4:
                over.set()

    monkeypatch.setattr(press, "_done", slow)
    threads = [threading.Thread(target=ask) for _ in range(8)]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    assert len(told) == 4
    assert "โปรดรอสักครู่" in told[0]


def test_whether_there_is_room_is_told_before_anything_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    places = threading.BoundedSemaphore(1)
    monkeypatch.setattr(press, "_places", places)
    press.expect_room()
    press.expect_room()  # it takes none
    with places, pytest.raises(press.Busy):
        press.expect_room()
    press.expect_room()


def test_what_the_press_does_gives_way_to_pages() -> None:
    outcome, written = press._warm.work("tests.forked.piece", b"how nice", seconds=60)
    assert (outcome, written.split()[-1]) == (Outcome.DONE, str(press.NICENESS).encode())


def test_the_press_knows_no_secret_and_no_database() -> None:
    assert not hasattr(settings, "SECRET_KEY")
    assert not hasattr(settings, "DATABASES")
    assert set(press._warm._environment) == {"LANG", "PATH", "DJANGO_SETTINGS_MODULE"}


def test_a_report_has_bounds() -> None:
    outcome, _ = press._warm.work("tests.paper.greedy", b"", seconds=60)
    assert outcome is Outcome.BROKEN
    assert sorted(jobs.JOBS) == ["count", "emblem", "pages", "pdf", "poster", "to_be_signed"]
    assert inside.MEMORY <= 2 * 1024**3
