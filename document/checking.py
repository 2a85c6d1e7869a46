"""The only way from foreign data to a ReportDocument: every field checked, every mistake named."""

import re
from dataclasses import replace
from datetime import date
from functools import partial
from typing import get_args

from document.errors import ReportError
from document.evidence_checking import evidence_of
from document.fields import ROOT, Fields, Record, shown
from document.kinds.analysis import NO_ANALYSIS, Analysis
from document.kinds.scored_checking import scores_of
from document.values import (
    COLUMNS,
    NEWEST_SCHEMA,
    SCHEMA,
    WITH_ANALYSIS,
    WITH_DETAILS,
    Action,
    ActionDate,
    Approver,
    Capacity,
    Detail,
    DetailKind,
    MarkedText,
    Measure,
    Officer,
    Reference,
    ReportDocument,
    Reporter,
)
from ita import codes
from ita.catalogue import TOOLS

KEYS = (
    "schema", "kind", "agency", "title", "assessed_year", "measures_year", "opening", "columns", "measures",
    "problems", "suggestions", "reporter", "reported_on", "reported_on_as_written",
)  # fmt: skip
MEASURE_KEYS = (
    "code", "code_as_written", "tool", "question", "heading", "steps", "references", "actions", "outcomes", "officers",
)  # fmt: skip
MEASURE_KEYS_SINCE_2 = ("more_codes", "details")
MEASURE_KEYS_SINCE_3 = ("standing",)
ANALYSIS = {"defects": "ข้อบกพร่อง", "developments": "ประเด็น", "ways": "แนวทาง"}
LONGEST_STANDING = 200
KIND = re.compile(r"[a-z][a-z_-]{0,9}")
# An officer's words in the portal's tables, and a line that is no more than the longest name, position and unit.
LONGEST_WORDS, LONGEST_LINE = 400, 560
DETAIL_KINDS: dict[str, DetailKind] = {each: each for each in get_args(DetailKind)}
CAPACITIES: dict[str, Capacity] = {each: each for each in get_args(Capacity)}


def from_json(data: object) -> ReportDocument:
    """Build a document out of parsed JSON (dicts, lists, strings, numbers); raise ReportError naming all mistakes.

    Texts are cleaned as on any entry. A missing `references[].year` is the year of the measures; `evidence`,
    `approver` and `reporter.position` may be absent. Everything else is needed, and unknown keys are refused.
    """
    fields = Fields()
    place = ROOT
    schema = data.get("schema") if isinstance(data, dict) else SCHEMA
    if type(schema) is not int or not SCHEMA <= schema <= NEWEST_SCHEMA:
        # A bool is an int to Python, and a float may equal one.
        fields.say(place, f"พบ schema {shown(schema)} อ่านได้เฉพาะ schema {SCHEMA} ถึง {NEWEST_SCHEMA}")
        raise ReportError(fields.problems)
    newer = ("cover",) * (schema >= WITH_DETAILS) + ("analysis",) * (schema >= WITH_ANALYSIS)
    newer += ("scores",) * (schema >= NEWEST_SCHEMA)
    record = fields.record(data, place, KEYS, ("evidence", "approver", *newer))
    document = _document(fields, record, place, schema)
    if fields.problems:
        raise ReportError(fields.problems)
    return document


def _document(fields: Fields, record: Record, place: str, schema: int) -> ReportDocument:
    kind = fields.text(record, "kind", place)
    if "kind" in record and not KIND.fullmatch(kind):
        fields.say(f"{place} kind", f"พบ “{shown(kind)}” ต้องเป็นอักษรอังกฤษตัวเล็ก เช่น result")
    if schema == SCHEMA and record.get("evidence", []) != []:
        fields.say(f"{place} evidence", f"schema {SCHEMA} ยังไม่รับหลักฐาน ต้องเป็นรายการว่าง")
    year = fields.year(record, "measures_year", place)
    text = partial(_marked, fields)
    document = ReportDocument(
        kind=kind,
        agency=fields.text(record, "agency", place, empty=schema > SCHEMA),
        title=fields.text(record, "title", place, lines=True, empty=False),
        assessed_year=fields.year(record, "assessed_year", place),
        measures_year=year,
        opening=fields.text(record, "opening", place, lines=True),
        columns=_columns(fields, record, place, kind),
        measures=fields.items(record, "measures", place, "มาตรการ", partial(_measure, fields, schema, year)),
        problems=fields.items(record, "problems", place, "ปัญหา/อุปสรรค", text),
        suggestions=fields.items(record, "suggestions", place, "ข้อเสนอแนะ", text),
        reporter=_reporter(fields, record.get("reporter", {"name": "", "unit": ""})),
        reported_on=fields.day(record, "reported_on", place),
        reported_on_as_written=fields.text(record, "reported_on_as_written", place),
        approver=_approver(fields, record.get("approver")),
        cover=fields.items(record, "cover", place, "ส่วนหัว", partial(_detail, fields)),
        analysis=_analysis(fields, record.get("analysis")),
        # Read last: what a mistake left without its code needs a later schema, and is not handed out.
        schema=NEWEST_SCHEMA if fields.problems else schema,
    )
    if schema == SCHEMA:
        return document
    evidence = evidence_of(fields, record, place, document.measures)
    return replace(document, evidence=evidence, scores=scores_of(fields, record, place, document.measures))


def _analysis(fields: Fields, value: object) -> Analysis:
    if value is None:
        return NO_ANALYSIS
    place = "ผลการวิเคราะห์"
    record = fields.record(value, place, tuple(ANALYSIS))
    text = partial(_marked, fields)
    return Analysis(**{name: fields.items(record, name, place, label, text) for name, label in ANALYSIS.items()})


def _columns(fields: Fields, record: Record, place: str, kind: str) -> tuple[str, ...]:
    found = fields.items(record, "columns", place, "คอลัมน์", lambda value, _: value)
    columns = tuple(fields.text({"": each}, "", f"{place} columns") for each in found)
    if "columns" in record and (len(columns) != len(COLUMNS) or not all(columns)):
        fields.say(f"{place} columns", f"ต้องมีหัวคอลัมน์ {len(COLUMNS)} ช่อง")
    elif "columns" in record and kind == "result" and not same_columns(columns):
        fields.say(f"{place} columns", f"ต้องเป็น {' | '.join(COLUMNS)}")
    return columns


def same_columns(cells: tuple[str, ...]) -> bool:
    """Whether the cells are the heads of the form's four columns, white space aside."""
    return ["".join(each.split()) for each in cells] == ["".join(each.split()) for each in COLUMNS]


def _measure(fields: Fields, schema: int, year: int, value: object, place: str) -> Measure:
    newer = MEASURE_KEYS_SINCE_2 * (schema >= WITH_DETAILS) + MEASURE_KEYS_SINCE_3 * (schema >= WITH_ANALYSIS)
    record = fields.record(value, place, MEASURE_KEYS, newer)
    code = "" if schema > SCHEMA and record.get("code") == "" else _code(fields, record, place)
    tool = fields.text(record, "tool", place)
    if not code and schema > SCHEMA and tool not in ("", *TOOLS):
        fields.say(f"{place} tool", f"พบ “{shown(tool)}” ต้องเป็น {' '.join(TOOLS)} หรือว่าง")
    elif code and tool != codes.tool_of(code):
        fields.say(f"{place} tool", f"พบ “{shown(tool)}” แต่ข้อ {code} เป็นของ {codes.tool_of(code)}")
    text = partial(_marked, fields)
    return Measure(
        code=code,
        code_as_written=fields.text(record, "code_as_written", place),
        tool=tool,
        question=fields.text(record, "question", place),
        heading=fields.text(record, "heading", place, empty=False),
        steps=fields.items(record, "steps", place, "ขั้นตอน", text),
        references=fields.items(record, "references", place, "ข้ออ้างอิง", partial(_reference, fields, year)),
        actions=fields.items(record, "actions", place, "การดำเนินการ", partial(_action, fields)),
        outcomes=fields.items(record, "outcomes", place, "ผลลัพธ์", text),
        officers=fields.items(record, "officers", place, "ผู้รับผิดชอบ", partial(_officer, fields)),
        more_codes=fields.items(record, "more_codes", place, "รหัสเพิ่มเติม", partial(_code_alone, fields)),
        details=fields.items(record, "details", place, "รายละเอียด", partial(_detail, fields)),
        standing=fields.text(record, "standing", place, longest=LONGEST_STANDING),
    )


def _code_alone(fields: Fields, value: object, place: str) -> str | None:
    return _code(fields, {"code": value}, place) or None


def _detail(fields: Fields, value: object, place: str) -> Detail | None:
    record = fields.record(value, place, ("kind", "label", "text"))
    kind = DETAIL_KINDS.get(fields.text(record, "kind", place))
    if record and kind is None:
        fields.say(f"{place} kind", f"พบ “{shown(record.get('kind'))}” ต้องเป็น {' '.join(DETAIL_KINDS)}")
    label = fields.text(record, "label", place, longest=LONGEST_WORDS)
    return Detail(kind or "note", label, fields.text(record, "text", place, lines=True, empty=False))


def _code(fields: Fields, record: Record, place: str) -> str:
    code = fields.text(record, "code", place)
    if "code" not in record or not isinstance(record["code"], str):
        return ""
    try:
        normal, _ = codes.normalise(code)
    except ValueError as error:
        fields.say(f"{place} code", str(error))
        return ""
    if normal != code:
        fields.say(f"{place} code", f"พบ “{shown(code)}” ต้องเขียนเป็น {normal}")
    return normal


def _marked(fields: Fields, value: object, place: str) -> MarkedText:
    record = fields.record(value, place, ("marker", "text"))
    return MarkedText(fields.text(record, "marker", place), fields.text(record, "text", place, lines=True, empty=False))


def _reference(fields: Fields, year: int, value: object, place: str) -> Reference:
    record = fields.record(value, place, ("code", "as_written"), ("year",))
    written = fields.text(record, "as_written", place, longest=20)
    return Reference(_code(fields, record, place), written, fields.year(record, "year", place, year))


def _action(fields: Fields, value: object, place: str) -> Action:
    record = fields.record(value, place, ("marker", "text", "dates"))
    return Action(
        fields.text(record, "marker", place),
        fields.text(record, "text", place, lines=True, empty=False),
        fields.items(record, "dates", place, "วัน", partial(_date, fields)),
    )


def _date(fields: Fields, value: object, place: str) -> ActionDate:
    record = fields.record(value, place, ("start", "end", "open_ended", "as_written"))
    start, end = fields.day(record, "start", place), fields.day(record, "end", place)
    open_ended = fields.flag(record, "open_ended", place)
    if "start" in record and record["start"] is None:
        fields.say(f"{place} start", "ต้องมีวันเริ่ม")
    if record and open_ended != (end is None):
        fields.say(f"{place} end", "ต้องเป็น null เมื่อ open_ended เป็น true และต้องมีวันเมื่อเป็น false")
    if start and end and end < start:
        fields.say(f"{place} end", "วันสิ้นสุดต้องไม่อยู่ก่อนวันเริ่ม")
    # As long a line as the words in which it stands, which may break within a date.
    return ActionDate(start or date.min, end, open_ended, fields.text(record, "as_written", place, lines=True))


def _officer(fields: Fields, value: object, place: str) -> Officer:
    record = fields.record(value, place, ("name", "position", "unit", "as_written"))
    name, position, unit = (fields.text(record, key, place) for key in ("name", "position", "unit"))
    officer = Officer(name, position, unit, fields.text(record, "as_written", place, longest=LONGEST_LINE))
    if len(officer.as_written) > LONGEST_WORDS and not officer.is_plain:
        fields.say(f"{place} as_written", f"ยาว {len(officer.as_written)} ตัวอักษร รับได้ไม่เกิน {LONGEST_WORDS}")
    if record and not (name or officer.as_written):
        fields.say(place, "ต้องมีชื่อ (name) หรือข้อความตามที่เขียน (as_written)")
    return officer


def _reporter(fields: Fields, value: object) -> Reporter:
    place = "ผู้รายงาน"
    record = fields.record(value, place, ("name", "unit"), ("position",))
    name, unit, position = (fields.text(record, key, place) for key in ("name", "unit", "position"))
    return Reporter(name, unit, position)


def _approver(fields: Fields, value: object) -> Approver | None:
    if value is None:
        return None
    place = "ผู้อนุมัติ"
    record = fields.record(value, place, ("name", "post"), ("capacity", "acting_for"))
    name, post, office = (fields.text(record, key, place) for key in ("name", "post", "acting_for"))
    capacity = CAPACITIES.get(fields.text({"capacity": "own", **record}, "capacity", place))
    if capacity is None:
        fields.say(f"{place} capacity", f"ต้องเป็น {' หรือ '.join(CAPACITIES)}")
    elif (capacity == "own") != (not office):
        fields.say(f"{place} acting_for", "ต้องมีตำแหน่งที่แทนเมื่อเป็นผู้แทน และต้องว่างเมื่อลงนามในตำแหน่งของตน")
    return Approver(name, post, capacity or "own", office)
