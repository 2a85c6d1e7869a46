"""Doubts about dates: outside the fiscal year, ending before they begin, other than the words, far from the year."""

import dataclasses
from datetime import date

import pytest

from document import Action, ActionDate, ReportDocument
from document.dating import dates_of
from document.doubts import Doubt, Redate, Reword, find
from document.doubts.dates import action_doubts
from document.readers import text
from ita.catalogue import load_csv
from tests.document.samples import SEED, report, row

SAMPLE = text.read(SEED).document
CATALOGUE = load_csv()


def doubts(document: ReportDocument) -> list[Doubt]:
    return [each for each in find(document, CATALOGUE) if each.key.startswith(("date", "reported"))]


def of_action(words: str, *dates: ActionDate) -> list[str]:
    """Keys for a report of which the first measure's only action is this."""
    first = dataclasses.replace(SAMPLE.measures[0], actions=(Action("", words, dates),))
    return [each.key for each in doubts(dataclasses.replace(SAMPLE, measures=(first,)))]


def day(start: date, end: date | None = None, open_ended: bool = False, as_written: str = "") -> ActionDate:
    return ActionDate(start, None if open_ended else end or start, open_ended, as_written)


def test_the_sample_has_no_doubtful_date() -> None:
    assert doubts(SAMPLE) == []


@pytest.mark.parametrize(
    "found",
    [
        day(date(2022, 9, 30)),
        day(date(2023, 10, 1)),
        day(date(2023, 9, 1), date(2023, 10, 1)),
        day(date(2022, 9, 30), date(2022, 12, 1)),
        day(date(2022, 9, 30), open_ended=True),
    ],
)
def test_a_date_outside_the_fiscal_year_is_doubted(found: ActionDate) -> None:
    assert of_action("ทำแล้ว", found) == ["date-outside:I11:1:1"]


@pytest.mark.parametrize(
    "found",
    [
        day(date(2022, 10, 1)),
        day(date(2023, 9, 30)),
        day(date(2022, 10, 1), date(2023, 9, 30)),
        day(date(2023, 9, 30), open_ended=True),
    ],
)
def test_a_date_on_the_edge_of_the_fiscal_year_is_inside(found: ActionDate) -> None:
    assert of_action("ทำแล้ว", found) == []


def test_an_end_before_its_start_is_doubted() -> None:
    assert of_action("ทำแล้ว", day(date(2023, 6, 2), date(2023, 6, 1))) == ["date-reversed:I11:1:1"]


def test_a_field_that_contradicts_the_words_is_doubted_and_one_that_they_lack_is_not() -> None:
    field = day(date(2023, 6, 2))
    assert of_action("ทำเมื่อวันที่ 3 มิถุนายน 2566", field) == ["date-differs:I11:1:1"]
    assert of_action("ทำเมื่อวันที่ 2 มิถุนายน 2566", field) == []
    assert of_action("ทำแล้ว", field) == []


def test_a_doubt_names_measure_action_and_year() -> None:
    document = text.read(report(row(actions="1. ก 2. ข เมื่อวันที่ 1 ตุลาคม 2566"))).document
    assert doubts(document) == [
        Doubt(
            "date-outside:E13:2:1",
            "มาตรการที่ 1 (ข้อ E13) การดำเนินการที่ 2",
            "พิมพ์ว่า 1 ตุลาคม 2566 ซึ่งอยู่นอกปีงบประมาณ 2566 (1 ตุลาคม 2565 – 30 กันยายน 2566) ท่านหมายถึง 1 ตุลาคม 2565 หรือไม่",
        )
    ]


# The words, the date field, the message from where it says what is wrong, and what is proposed.
JULY_3, JULY_5 = (day(date(2023, 7, number)) for number in (3, 5))
PROPOSED = {
    "a field of a year far off": (
        "ก",
        [day(date(1980, 7, 3))],
        "ห่างจากปีงบประมาณ 2566 ถึง 43 ปี ท่านหมายถึง 3 กรกฎาคม 2566 หรือไม่",
        Redate(1, JULY_3.start, JULY_3.end, False),
    ),
    "an open start in the field": (
        "ก",
        [day(date(2027, 7, 3), open_ended=True)],
        "ท่านหมายถึง ตั้งแต่วันที่ 3 กรกฎาคม 2566 เป็นต้นมา หรือไม่",
        Redate(1, JULY_3.start, None, True),
    ),
    "words with another year, in their own digits": (
        "ประชุม ๓ ก.ค. ๗๐ แล้ว",
        [],
        "ท่านหมายถึง 3 กรกฎาคม 2566 หรือไม่",
        Reword(1, "ประชุม ๓ ก.ค. ๖๖ แล้ว"),
    ),
    "words whose end alone has another year": (
        "1 มิถุนายน 2566 – 29 กันยายน 2567",
        [],
        "ท่านหมายถึง 1 มิถุนายน 2566 – 29 กันยายน 2566 หรือไม่",
        Reword(1, "1 มิถุนายน 2566 – 29 กันยายน 2566"),
    ),
    "one day of a list": (
        "วันที่ 5, 12 มิถุนายน 2565",
        [],
        "ท่านหมายถึง 12 มิถุนายน 2566 หรือไม่",
        Reword(1, "วันที่ 5, 12 มิถุนายน 2566"),
    ),
    "a day that the year lacks": ("29 ก.พ. 67", [], "(1 ตุลาคม 2565 – 30 กันยายน 2566)", None),
    "words against the field": (
        "เมื่อวันที่ 5 กรกฎาคม 2566",
        [JULY_3],
        "แต่ช่องวันที่พิมพ์ว่า 3 กรกฎาคม 2566 ท่านหมายถึง 5 กรกฎาคม 2566 หรือไม่",
        Redate(1, JULY_5.start, JULY_5.end, False),
    ),
    "words of two dates against the field": (
        "5 กรกฎาคม 2566 และ 7 กรกฎาคม 2566",
        [JULY_3],
        "ในข้อความพิมพ์ว่า 5 กรกฎาคม 2566 และ 7 กรกฎาคม 2566 แต่ช่องวันที่พิมพ์ว่า 3 กรกฎาคม 2566",
        None,
    ),
}


def test_a_doubt_proposes_what_was_perhaps_meant() -> None:
    for what, (words, field, said, change) in PROPOSED.items():
        each = field[0] if field else None
        dates = dates_of(
            words, each.start if each else None, each.end if each else None, bool(each and each.open_ended)
        )
        found = list(action_doubts(Action("", words, dates), 2566, 1, "E13", "ที่นี่"))[-1]
        assert found.message.endswith(said), what
        assert [proposal.change for proposal in found.proposals] == ([change] if change else []), what


@pytest.mark.parametrize(
    ("reported_on", "written", "keys"),
    [
        (date(2023, 10, 3), "๓ ตุลาคม ๒๕๖๖", []),
        (date(2022, 9, 30), "", ["reported-on"]),
        (date(2026, 1, 1), "", ["reported-on"]),
        (date(2023, 10, 3), "4 ต.ค. 66", ["reported-on-differs"]),
        (date(2023, 10, 3), "เมื่อวานนี้", []),
        (None, "๓ ตุลาคม ๒๕๖๖", []),
    ],
)
def test_the_reports_own_date_is_held_to_the_year_and_to_its_words(
    reported_on: date | None, written: str, keys: list[str]
) -> None:
    changed = dataclasses.replace(SAMPLE, reported_on=reported_on, reported_on_as_written=written)
    assert [each.key for each in doubts(changed)] == keys


def test_a_day_within_the_months_that_the_words_name_does_not_differ_from_them() -> None:
    words = "ประชุมทุกสัปดาห์ ต.ค.65 - มี.ค.66"
    assert of_action(words, day(date(2022, 11, 3))) == []
    assert of_action(words, day(date(2022, 10, 1), date(2022, 12, 31))) == []
    assert of_action(words, day(date(2023, 4, 3))) == ["date-differs:I11:1:1"]
    assert of_action("ประชุม 1 - 30 มี.ค. 66", day(date(2023, 3, 3))) == ["date-differs:I11:1:1"]


def test_a_file_whose_actions_name_months_is_read_with_all_their_days() -> None:
    [measure] = text.read(report(row(actions="รายงานรอบ 6 เดือน (ต.ค.65 - มี.ค.66)"))).document.measures
    assert measure.actions[0].dates == (day(date(2022, 10, 1), date(2023, 3, 31), as_written="ต.ค.65 - มี.ค.66"),)
