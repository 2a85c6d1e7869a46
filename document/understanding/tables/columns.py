"""What the columns of a table mean, by the words of their heads and by their place."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from document.checking import same_columns
from document.grid import Cell, Table
from document.understanding.repair import key
from document.understanding.tables.headings import begins_with_code


class Meaning(StrEnum):
    """What a column holds."""

    NUMBER = "number"
    CODE = "code"
    TOOL = "tool"
    INDICATOR = "indicator"
    MEASURE = "measure"
    STEPS = "steps"
    ACTIONS = "actions"
    OUTCOMES = "outcomes"
    OFFICERS = "officers"
    POST = "post"
    UNIT = "unit"
    START = "start"
    END = "end"
    DAY_WORDS = "day_words"
    PERIOD = "period"
    TARGET = "target"
    BUDGET = "budget"
    MONITORING = "monitoring"
    PROBLEMS = "problem"
    SUGGESTIONS = "suggestion"
    EVIDENCE = "evidence"
    NOTE = "note"


LABELS = {
    Meaning.NUMBER: "ลำดับ",
    Meaning.CODE: "รหัสข้อ",
    Meaning.TOOL: "แบบวัด",
    Meaning.INDICATOR: "ตัวชี้วัดหรือประเด็น",
    Meaning.MEASURE: "มาตรการ",
    Meaning.STEPS: "วิธีดำเนินการ",
    Meaning.ACTIONS: "การดำเนินการ",
    Meaning.OUTCOMES: "ผลลัพธ์",
    Meaning.OFFICERS: "ผู้รับผิดชอบ",
    Meaning.POST: "ตำแหน่งของผู้รับผิดชอบ",
    Meaning.UNIT: "สำนัก/กองของผู้รับผิดชอบ",
    Meaning.START: "วันที่เริ่ม",
    Meaning.END: "วันที่สิ้นสุด",
    Meaning.DAY_WORDS: "วันที่ตามที่เขียน",
    Meaning.PERIOD: "ระยะเวลา",
    Meaning.TARGET: "ตัวชี้วัดความสำเร็จ",
    Meaning.BUDGET: "งบประมาณ",
    Meaning.MONITORING: "การติดตาม",
    Meaning.PROBLEMS: "ปัญหา/อุปสรรค",
    Meaning.SUGGESTIONS: "ข้อเสนอแนะ",
    Meaning.EVIDENCE: "หลักฐาน",
    Meaning.NOTE: "หมายเหตุ",
}
# Words of heads as repair.key makes them (no white space, SARA AM as SARA AA). Where several stand in a head, the
# first in it decides, and among those at one place the one that comes first here.
_HEADS = (
    (Meaning.NUMBER, r"^(?:ลาดับ(?:ที่)?|ที่|no\.?|เลขที่|ข้อที่)$"),
    (Meaning.CODE, r"^(?:รหัส.*|ข้อ|ข้อคาถามที่|เลขข้อ|ข้อ(?:iit|eit|oit|ita)|(?:iit|eit|oit))$"),
    (Meaning.TOOL, r"^(?:แบบวัด|เครื่องมือ)(?:การประเมิน|การรับรู้|ประเมิน)?$"),
    (Meaning.OFFICERS, r"^.{0,30}รับผิดชอบ|^(?:หน่วยงาน|เจ้าของเรื่อง|ผู้ดาเนินการ|ผู้เกี่ยวข้อง|ส่วนราชการ|กอง/งาน|สังกัด)"),
    (Meaning.POST, r"^ตาแหน่ง"),
    (Meaning.UNIT, r"^(?:สังกัด|สานัก/?กอง)"),
    (Meaning.MONITORING, r"^(?:วิธี(?:การ)?)?(?:การ)?(?:กากับ)?(?:และ)?ติดตาม|^การรายงาน|^การประเมินผล|^รอบการ"),
    (Meaning.DAY_WORDS, r"^วันที่ตามที่เขียน"),
    (Meaning.START, r"^(?:วันที่)?(?:เริ่ม|ตั้งแต่)|^(?:วัน(?:ที่)?|วัน/?เดือน/?ปี|ว/ด/ป|วดป)(?:ที่)?(?:ได้)?(?:ดาเนินการ?|จัด|ปฏิบัติ)$"),
    (Meaning.END, r"^(?:วันที่)?(?:สิ้นสุด|เสร็จ|แล้วเสร็จ|ถึงวันที่)"),
    (
        Meaning.PERIOD,
        r"^ระยะ(?:เวลา)?|ห้วงเวลา|ช่วงเวลา|กาหนด(?:เวลา|การ|แล้วเสร็จ)|^วันที่|^วัน/?เดือน|^ปีงบประมาณ$|^ไตรมาส|^(?:[มกสตพธ]\.?[คพย]\.|มี\.?ค\.|เม\.?ย\.|มิ\.?ย\.|(?:มกรา|พฤษภา|กรกฎา|สิงหา|ตุลา|ธันวา|มีนา)คม|กุมภาพันธ์|(?:เมษา|มิถุนา|กันยา|พฤศจิกา)ยน)",
    ),
    (Meaning.BUDGET, r"^งบ(?:ประมาณ)?|ค่าใช้จ่าย"),
    (Meaning.PROBLEMS, r"^ปัญหา|^อุปสรรค"),
    (Meaning.SUGGESTIONS, r"^ข้อเสนอแนะ|^แนวทางแก้ไข|^แนวทางการแก้ไข"),
    (Meaning.EVIDENCE, r"หลักฐาน|^เอกสาร|^ลิงก์|^ลิงค์|^link|^url|^ภาพ|^รูป|^qr"),
    (Meaning.TARGET, r"^ตัวชี้วัด(?:ความสาเร็จ|ผลสาเร็จ|โครงการ|ของ|เชิง|/)|^(?:ค่า)?เป้าหมาย|^kpi"),
    (Meaning.OUTCOMES, r"^ผล(?:ลัพธ์|สัมฤทธิ์|สาเร็จ|ผลิต|ที่)|^ความสาเร็จ|^ประโยชน์"),
    (
        Meaning.ACTIONS,
        r"^(?:สรุป)?(?:รายงาน)?ผลการ(?:ดาเนิน|ปฏิบัติ)|^สรุปผล|^(?:การ|ผล|สิ่งที่)ดาเนิน|^ความก้าวหน้า",
    ),
    (Meaning.STEPS, r"^วิธี|^ขั้นตอน|^แนวทาง|^แนวปฏิบัติ|^รายละเอียด"),
    (Meaning.INDICATOR, r"^ประเด็น|^ตัวชี้วัด|^จุดอ่อน|^ข้อบกพร่อง|^หัวข้อ(?:การ)?ประเมิน|^ด้าน$"),
    (Meaning.MEASURE, r"^(?:ข้อ)?มาตรการ|กิจกรรม|โครงการ|ภารกิจ|^เรื่อง|^ข้อคาถาม|^หัวข้อ|^รายการ"),
    # Beside a column of measures, a column of activities says what was done, or else what is to be done.
    (Meaning.ACTIONS, r"^(?:กิจกรรม|โครงการ).*ดาเนิน"),
    (Meaning.STEPS, r"^(?:กิจกรรม|โครงการ)"),
    (Meaning.NOTE, r"หมายเหตุ|^สถานะ|^อื่นๆ?$"),
)
_PATTERNS = tuple((meaning, re.compile(pattern)) for meaning, pattern in _HEADS)
_LONGEST_HEAD = 120
_SHORT_HEAD = 60  # letters of a head that no word of ours is known in
# Columns of a table without heads, or whose heads say nothing: as the form has them.
BY_PLACE = {
    2: (Meaning.MEASURE, Meaning.ACTIONS),
    3: (Meaning.MEASURE, Meaning.ACTIONS, Meaning.OFFICERS),
    4: (Meaning.MEASURE, Meaning.ACTIONS, Meaning.OUTCOMES, Meaning.OFFICERS),
    5: (Meaning.NUMBER, Meaning.MEASURE, Meaning.ACTIONS, Meaning.OUTCOMES, Meaning.OFFICERS),
}
_SEVERAL = (Meaning.PERIOD, Meaning.INDICATOR)  # a column for each quarter or month; an indicator and its issue
_STAND_INS = (Meaning.INDICATOR, Meaning.STEPS, Meaning.CODE)  # for a column of measures where none is named so


@dataclass(frozen=True, slots=True)
class Columns:
    """The columns of a table from left to right with their heads; `first_row` is the first row that is no head."""

    meanings: tuple[Meaning, ...]
    heads: tuple[str, ...]
    first_row: int

    @property
    def is_the_form(self) -> bool:
        """Whether the heads are those of the form, word for word."""
        return same_columns(self.heads)

    @property
    def lists_items(self) -> bool:
        """Whether the rows are items of the instrument, of which some may have no measure: what is to be done stands in
        a column beside code and question.
        """
        if not {Meaning.CODE, Meaning.MEASURE, Meaning.STEPS} <= set(self.meanings) or not any(self.heads):
            return False
        return key(self.heads[self.meanings.index(Meaning.MEASURE)]).startswith("ข้อคาถาม")

    def under_heading(self) -> Columns:
        """The columns of a table under the heading of its one measure: what would be measures is what is to be done."""
        steps = Meaning.NOTE if Meaning.STEPS in self.meanings else Meaning.STEPS
        meanings = tuple(steps if each is Meaning.MEASURE else each for each in self.meanings)
        return Columns(meanings, self.heads, self.first_row)

    def at(self, meaning: Meaning) -> list[int]:
        """The columns (from 0) of this meaning."""
        return [column for column, each in enumerate(self.meanings) if each is meaning]


def columns_of(table: Table) -> Columns | None:
    """The columns by the first row of heads among the table's first rows; None where there is none."""
    rows = table.full()
    for number, row in enumerate(rows[:6]):
        if is_head(row):
            depth = _depth(rows, number)
            return by_heads(_heads(rows[number : number + depth]), number + depth)
    return None


def with_meanings(table: Table, meanings: tuple[Meaning, ...]) -> Columns:
    """The columns of a table as a person named them; a first row of short words is its head, whatever it says."""
    found = columns_of(table)
    if found is not None and len(found.heads) == len(meanings):
        return Columns(meanings, found.heads, found.first_row)
    first = [cell.text if cell else "" for cell in table.full()[0]]
    is_head = len(table.rows) > 1 and all(len(text) < _SHORT_HEAD and not begins_with_code(text) for text in first)
    heads = tuple(" ".join(text.split()) if is_head else "" for text in first)
    return Columns(meanings, heads, int(is_head))


def by_place(width: int) -> Columns | None:
    """The columns of a table without heads, by how many there are; None for a width that no form has."""
    meanings = BY_PLACE.get(width)
    return Columns(meanings, ("",) * width, 0) if meanings else None


def is_head(row: Sequence[Cell | None]) -> bool:
    """Whether at least two cells of a row, and half of those that hold words, are heads of different columns."""
    texts = [cell.text for cell in _apart(row) if cell.text]
    if same_columns(tuple(texts)):
        return True
    if len(texts) < 2 or any(len(key(text)) > _LONGEST_HEAD or begins_with_code(text) for text in texts):
        return False
    found = {ranked[0] for text in texts if (ranked := meanings_of(text))}
    return len(found) >= 2 and 2 * len(found) >= len(texts)


def meanings_of(head: str) -> list[Meaning]:
    """What a head may mean, the likeliest first; empty where its words say nothing."""
    words = key(head)
    matches = [(match.start(), order) for order, (_, each) in enumerate(_PATTERNS) if (match := each.search(words))]
    return [_PATTERNS[order][0] for _, order in sorted(matches)]


def by_heads(heads: Sequence[str], first_row: int = 0) -> Columns:
    """The columns by their heads: each meaning once, what stays open by its place, a column of measures always."""
    ranked = [meanings_of(head) for head in heads]
    chosen: list[Meaning | None] = [None] * len(heads)
    for rank in range(max(map(len, ranked), default=0)):
        for column, meanings in enumerate(ranked):
            if chosen[column] is None and rank < len(meanings) and meanings[rank] not in chosen:
                chosen[column] = meanings[rank]
    if Meaning.MEASURE not in chosen:
        stand_in = next((each for each in _STAND_INS if each in chosen), None)
        if stand_in:
            chosen[chosen.index(stand_in)] = Meaning.MEASURE
    place = BY_PLACE.get(len(heads), ())
    meanings = [
        meaning
        or next((each for each in _SEVERAL if each in ranked[column]), None)
        or (place[column] if column < len(place) and place[column] not in chosen else Meaning.NOTE)
        for column, meaning in enumerate(chosen)
    ]
    return Columns(tuple(meanings), tuple(heads), first_row)


def _depth(rows: Sequence[Sequence[Cell | None]], number: int) -> int:
    """How many rows the head has: two where a cell covers several columns, or reaches down, and others stand below."""
    cells = list(_apart(rows[number]))
    reaching = max((cell.row_span for cell in cells), default=1)
    if reaching == 1 and any(1 < cell.column_span < len(rows[number]) for cell in cells) and number + 1 < len(rows):
        below = [cell.text for cell in _apart(rows[number + 1]) if cell.text]
        reaching = 2 if below and all(meanings_of(text) or len(text) < 30 for text in below) else 1
    return min(reaching, 3, len(rows) - number)


def _heads(rows: Sequence[Sequence[Cell | None]]) -> list[str]:
    """The words over each column, those of a cell above several before those of each below it."""
    heads = []
    for column in range(len(rows[0])):
        over = [_covering(row, column) for row in rows]
        texts = list(dict.fromkeys(" ".join(cell.text.split()) for cell in over if cell and cell.text))
        heads.append(" ".join(reversed(texts)) if len(texts) > 1 and meanings_of(texts[-1]) else " ".join(texts))
    return heads


def _covering(row: Sequence[Cell | None], column: int) -> Cell | None:
    """The cell that stands in a column, or that reaches into it from the left."""
    for left in range(column, -1, -1):
        cell = row[left]
        if cell is not None:
            return cell if cell.place.column - 1 + cell.column_span > column else None
    return None


def _apart(row: Sequence[Cell | None]) -> list[Cell]:
    return [cell for cell in row if cell is not None]
