"""The years of a report: which was assessed, and in which its measures were carried out."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from document.values import Measure
from thai.digits import to_arabic
from thai.fiscal import fiscal_year

# A year with a space among its digits too, as pages lose and gain them: ๒๕๖ ๖.
_DIGITS = r"(?P<year>2[5-6][0-9]{2}|2700|25[4-9]\s[0-9]|25\s[4-9][0-9]|2\s5\s[4-9]\s[0-9])(?![0-9])"
_YEAR = re.compile(rf"(?:ปี(?:งบประมาณ)?|ประจำปี|พ\.\s?ศ\.+)\s*(?:พ\.\s?ศ\.+)?\s*{_DIGITS}")
# The year of a law, a rule or an announcement is none of the report's.
_LAW = re.compile(
    r"(?:พระราช(?:บัญญัติ|กฤษฎีกา|กำหนด)|พ\.ร\.[บกฎ]\.|รัฐธรรมนูญ|ระเบียบ|กฎกระทรวง|ข้อบังคับ|ประกาศ|คำสั่ง|มติ|ประมวล|มาตรฐาน|ข้อบัญญัติ)"
)
_OF_THE_YEAR = re.compile(r"ปีงบประมาณ|ประจำปี|ในปี|ผลการประเมิน|ITA", re.IGNORECASE)
_AFTER_A_LAW = 160  # letters within which a bare พ.ศ. is the law's


@dataclass(frozen=True, slots=True)
class Years:
    """The two years, and in Thai what was guessed of them, empty for nothing."""

    assessed: int
    measures: int
    guess: str = ""


def spaced_years(title: Iterable[str], opening: Iterable[str]) -> list[str]:
    """The years whose digits stand apart, as they are written: what they say is a guess."""
    written = " ".join([*opening, *title])
    years = (match.span("year") for match in _YEAR.finditer(to_arabic(written)))
    return [year for start, end in years if " " in (year := written[start:end])]


def read_years(title: Iterable[str], opening: Iterable[str]) -> list[int]:
    """The years that opening and title name, in the order of reading, each once; years of laws left out."""
    text = to_arabic(" ".join([*opening, *title]))
    years = [int("".join(match["year"].split())) for match in _YEAR.finditer(text) if not _is_of_a_law(text, match)]
    return list(dict.fromkeys(years))


def settle(years: list[int], measures: Iterable[Measure], fallback: int = 0) -> Years | None:
    """Both years: the two that are named, in their order; one and the year before it; else that of most dates, else
    `fallback`. None where nothing says any.
    """
    if len(years) >= 2:
        return _of_two(years)
    if years:
        return Years(years[0] - 1, years[0], f"พบปีเดียวคือ {years[0]} จึงถือว่าประเมินปี {years[0] - 1}")
    counted = Counter(
        fiscal_year(day.start) for measure in measures for action in measure.actions for day in action.dates
    )
    if counted:
        year = counted.most_common(1)[0][0]
        return Years(year - 1, year, f"ไม่พบปีงบประมาณในชื่อหรือย่อหน้านำ ใช้ปี {year} ตามวันที่ในตาราง")
    if fallback:
        return Years(fallback - 1, fallback, f"ไม่พบปีงบประมาณในไฟล์ ใช้ปี {fallback}")
    return None


def _of_two(years: list[int]) -> Years:
    assessed, measures = years[0], years[1]
    if measures - assessed == 1:
        return Years(assessed, measures)
    if assessed - measures == 1:
        assessed, measures = measures, assessed
    found = " ".join(map(str, years))
    return Years(assessed, measures, f"พบปี {found} จึงถือว่าประเมินปี {assessed} และดำเนินการปี {measures}")


def _is_of_a_law(text: str, match: re.Match[str]) -> bool:
    """Whether a bare พ.ศ. follows the name of a law, with no word between that speaks of the report's own year."""
    if match[0].startswith("ปี") or match[0].startswith("ประจำปี"):
        return False
    before = text[max(0, match.start() - _AFTER_A_LAW) : match.start()]
    laws = list(_LAW.finditer(before))
    return bool(laws) and not _OF_THE_YEAR.search(before, laws[-1].end())
