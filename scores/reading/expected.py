"""What a file of scores may speak of: the places of an agency's year, as plain values."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from ita.catalogue import TOOLS, Catalogue
from ita.codes import has_letters_for_digits, normalise, tool_of
from thai.digits import to_arabic
from thai.text import fold

TOTAL = "official_total"  # the key of the announced total
_TOTAL = re.compile(r"(คะแนน|ผล)*รวม(ทั้งหมด|ทั้งสิ้น|ทุกเครื่องมือ|ทุกตัวชี้วัด|ที่ประกาศ|ของหน่วยงาน|ita|เฉลี่ย)*|คะแนนita(รวม)?|total")
_GROUP = re.compile(r"(?:ตัวชี้วัดที่|ตัวชี้วัด)?\s*([0-9]{1,2})(?![0-9])")
_NUMBER = re.compile(r"(?:ข้อ(?:ที่)?)?\s*([0-9]{1,3})")
_SIGNS = re.compile(r"[\s().:_-]+")


@dataclass(frozen=True)
class Expected:
    """The year with its list, `groups` by number with name and tool, and codes that are `scored` whatever the list."""

    year: int
    catalogue: Catalogue
    groups: Mapping[int, tuple[str, str]]
    scored: frozenset[str] = frozenset()

    @cached_property
    def _by_text(self) -> dict[str, str]:
        """The codes by their wording, those of which two items share one left out."""
        codes: dict[str, str] = {}
        for item in self.catalogue.items(self.year):
            if item.text:
                codes[fold(item.text)] = "" if fold(item.text) in codes else item.code
        return codes

    @cached_property
    def _by_name(self) -> dict[str, int]:
        return {fold(name): number for number, (name, _) in self.groups.items()}

    def code(self, typed: str, tool: str) -> tuple[str, bool]:
        """The key of an item's code, and whether that took a guess; `tool` is what the row or its sheet says.

        Raises ValueError in Thai for what is no code, of another tool, or in no list of this year.
        """
        number = _NUMBER.fullmatch(to_arabic(typed).strip())
        if number and tool:
            code, guessed = tool[0] + str(int(number[1])), False
        elif number and not to_arabic(typed).strip().startswith("0"):
            raise ValueError(f"“{typed}” ไม่บอกว่าเป็นข้อของ IIT, EIT หรือ OIT โปรดพิมพ์รหัสเต็ม เช่น I{number[1]}")
        else:
            code, guessed = normalise(typed)
            guessed = guessed or has_letters_for_digits(typed)
        if tool and tool_of(code) != tool:
            raise ValueError(f"ข้อ {code} เป็นข้อของ {tool_of(code)} แต่แถวหรือแผ่นงานนี้เป็นของ {tool}")
        if code not in self.scored and (wrong := self.catalogue.mistake(code, [self.year])):
            raise ValueError(f"{wrong} ไฟล์อาจเป็นของปีอื่น")
        return code, guessed

    def of_words(self, words: str) -> str:
        """The code of an item that has exactly this wording; nothing where none or several have it."""
        return self._by_text.get(fold(words), "")

    def group(self, words: str) -> str:
        """The key of the group that words name by number or name; nothing where they name none.

        Raises ValueError in Thai for a number that the year has no group of, and where number and name disagree.
        """
        text = fold(words)
        found = _GROUP.match(text)
        name = text[found.end() :].lstrip(".) ") if found else text.removeprefix("ตัวชี้วัด").strip()
        if not found:
            return str(self._by_name.get(name, ""))
        number = int(found[1])
        if number not in self.groups:
            raise ValueError(f"ไม่มีตัวชี้วัดที่ {number} ในรายการของปี {self.year}")
        if name in self._by_name and self._by_name[name] != number:
            raise ValueError(f"ตัวชี้วัดที่ {number} ของปี {self.year} คือ {self.groups[number][0]} ไม่ใช่ {words}")
        return str(number)


def tool_in(words: str) -> str:
    """The one tool that words name; nothing for none or several."""
    upper = words.upper()
    found = [tool for tool in TOOLS if tool in upper]
    return found[0] if len(found) == 1 else ""


def is_total(words: str) -> bool:
    """Whether words name the total of all tools."""
    return bool(_TOTAL.fullmatch(_SIGNS.sub("", fold(words))))
