"""Heads of columns as offices write them: which column holds the codes, which the scores, of which year."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from thai.digits import to_arabic
from thai.text import fold


class Column(StrEnum):
    """What a column holds."""

    TOOL = "tool"
    GROUP = "group"
    CODE = "code"
    TEXT = "text"
    SCORE = "score"


# In folded text without spaces and signs. The first that fits counts.
_NAMES: tuple[tuple[Column, re.Pattern[str]], ...] = (
    (Column.TOOL, re.compile(r"(ชื่อ|ประเภท)?(เครื่องมือ|แบบวัด|แบบสำรวจ)(การประเมิน|ที่ใช้)?|tool")),
    (Column.CODE, re.compile(r"(รหัส|เลข)(ข้อ|คำถาม|ข้อคำถาม|รายการ)?|ข้อ(ที่|คำถามที่)?|ลำดับข้อ|รหัสตัวชี้วัดย่อย|code|item")),
    (Column.GROUP, re.compile(r"(ชื่อ|เลข)?ตัวชี้วัด(ที่|หลัก)?|ตัวชี้วัดการประเมิน|group|indicator")),
    (
        Column.TEXT,
        re.compile(
            r"ข้อคำถาม|คำถาม|ประเด็น(การประเมิน|คำถาม|ย่อย)?|รายการ(ข้อมูล)?|รายละเอียด|ข้อความ|หัวข้อ|ตัวชี้วัดย่อย|ชื่อ|text|question"
        ),
    ),
    (
        Column.SCORE,
        re.compile(
            r"(ผล)?(รวม)?(ค่า)?(คะแนน|ร้อยละ|%)(เฉลี่ย|ที่ได้(รับ)?|รวม|การประเมิน|ร้อยละ|%|ita|iit|eit|oit)*"
            r"|ผล(การ)?ประเมิน(คะแนน|ร้อยละ|%|ita|iit|eit|oit)*|ค่าเฉลี่ย|score|points|percent"
        ),
    ),
)
_YEAR = re.compile(r"(?<![0-9])25[0-9]{2}(?![0-9])")
_OF_A_YEAR = re.compile(r"(ประจำ)?(ปี)?(งบประมาณ)?(พ\.?ศ\.?)?25[0-9]{2}|(ประจำ)?ปี(งบประมาณ)?(นี้)?$")
_SIGNS = re.compile(r"[\s()\[\]:;.,/_*\"'-]+")


def years_in(text: str) -> set[int]:
    """The years of the Buddhist era that a text names in four digits."""
    return {int(each) for each in _YEAR.findall(to_arabic(text))}


def column_of(head: str) -> Column | None:
    """What a column under a head holds; None for one that says nothing of scores."""
    folded = fold(head)
    bare = _SIGNS.sub("", _OF_A_YEAR.sub("", _SIGNS.sub("", folded)))
    if not bare:
        return Column.SCORE if years_in(folded) else None
    return next((column for column, name in _NAMES if name.fullmatch(bare)), None)


@dataclass(frozen=True)
class Head:
    """The columns of a table; `row` is its last row, `scores` are all columns that could hold the scores."""

    row: int
    columns: Mapping[Column, int]
    texts: Mapping[int, str]
    scores: tuple[int, ...]

    @property
    def is_whole(self) -> bool:
        """Whether it names scores and anything by which they are known."""
        return bool(self.scores) and bool(self.columns)


def head_of(row: int, texts: Mapping[int, str]) -> Head:
    """The head that a row of texts is, by column."""
    columns: dict[Column, int] = {}
    scores = []
    for place, text in sorted(texts.items()):
        column = column_of(text)
        if column is Column.SCORE:
            scores.append(place)
        elif column is not None:
            columns.setdefault(column, place)
    return Head(row, columns, texts, tuple(scores))


def of_year(head: Head, year: int) -> tuple[int, ...]:
    """The score columns that are of a year, or of no year that they say."""
    named = [place for place in head.scores if year in years_in(head.texts[place])]
    return tuple(named or [place for place in head.scores if not years_in(head.texts[place])])


def others(head: Head, year: int) -> Iterable[str]:
    """The heads of score columns that say another year."""
    return (head.texts[place] for place in head.scores if years_in(head.texts[place]) - {year})
