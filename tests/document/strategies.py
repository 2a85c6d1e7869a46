"""Documents made at random: any that JSON can hold, and those whose fields the text form can tell apart.

The text form can't quote, so it holds a document only where
- texts are one line with single spaces, without `<p>` and `**`, and begin with no mark and hold no further one of their
  list; references and dates are exactly those that the words hold;
- a heading is `มาตรการข้อ CODE QUESTION :`, a question has no colon or list mark;
- officers have a title, two names, a position and a unit, and their words are these in order; so has a reporter with a
  position, and an approver's post holds no word of a stand-in;
- the opening begins with ตามที่ and names the two years, there is a report date, and the kind is `result`;
- no line poses as a block's head (writers.text refuses those), nor a title as JSON, HTML or XML.
"""

from dataclasses import replace
from datetime import date
from typing import Any, get_args

from hypothesis import strategies as st

from document import (
    COLUMNS,
    Action,
    ActionDate,
    Approver,
    Detail,
    EvidenceItem,
    MarkedText,
    Measure,
    Officer,
    Reference,
    ReportDocument,
    Reporter,
)
from document.evidence import EVIDENCE_KINDS
from document.grids.text import paragraphs
from document.kinds.analysis import Analysis
from document.kinds.layouts import PLAN, PROGRESS
from document.readers.encoding import text_kind
from document.understanding.items import items
from document.understanding.outline import is_head
from document.values import DetailKind
from ita import codes
from thai.dates import find_dates, format_date, phrase
from thai.text import clean

WORDS = (
    "จัดทำ", "คู่มือ", "ประชาชน", "น้ำใจ", "ดำเนินการ", "ผู้สูงอายุ", "กิ๊ฟท์", "E-Service", "Infographic", "๒๕๖๖", "2566",
    "ปี พ.ศ. 2566", "13.45 น.", "ๆ", "(หมู่ที่ 3)", "100%", "และ", "เช่น เช่น", "“คำ”", "–", "12 ครั้ง", "ช่องทางติดต่อ - สอบถาม",
)  # fmt: skip
CODES = ("I1", "I30", "E13", "E14", "O8", "O43")


def one_line(text: str) -> str:
    return " ".join(clean(text).split())


lines = st.text(st.characters(exclude_categories=["Cs"]), max_size=30).map(one_line)
sentences = st.lists(st.sampled_from(WORDS) | lines, min_size=1, max_size=8).map(" ".join).map(one_line)
words = sentences.filter(lambda text: bool(text) and paragraphs(text) == [text])
days = st.dates(date(2022, 10, 1), date(2023, 9, 30))


def _is_plain(text: str) -> bool:
    """No marks, dates, mentions or titles: a text that says nothing but itself."""
    return items((text,)) == (MarkedText("", text),) and not find_dates(text) and "อ้างอิง" not in text


plain = words.filter(_is_plain)


@st.composite
def dated(draw: st.DrawFn) -> tuple[str, tuple[ActionDate, ...]]:
    """Words with dates in them, and the dates."""
    text, found = draw(plain), []
    for start in draw(st.lists(days, max_size=2)):
        end = draw(st.none() | st.just(start) | st.dates(start, date(2024, 9, 30)))
        written = phrase(start, end, end is None)
        text = f"{text} {written} ทั้งนี้"
        found.append(ActionDate(start, end, end is None, written))
    return text, tuple(found)


@st.composite
def referring(draw: st.DrawFn) -> tuple[str, tuple[Reference, ...]]:
    """Words with mentions in them, and the references."""
    text, found = draw(plain), []
    for number in draw(st.lists(st.integers(1, 43), max_size=2)):
        written = draw(st.sampled_from(("o", "O", "๐", "0"))) + str(number)
        text = f"{text} (อ้างอิงจาก {written}) ต่อ"
        found.append(Reference(f"O{number}", written, 2566))
    return text, tuple(found)


def _marks(draw: st.DrawFn, count: int) -> list[str]:
    style = draw(st.sampled_from(("", "{}.", "{})", "({})", "-")))
    return [style.format(number) for number in range(1, count + 1)]


@st.composite
def marked(draw: st.DrawFn) -> tuple[MarkedText, ...]:
    texts = draw(st.lists(plain, max_size=3))
    return _told_apart(tuple(map(MarkedText, _marks(draw, len(texts)), texts)))


def _told_apart(found: tuple[MarkedText, ...]) -> tuple[MarkedText, ...]:
    """Keep a list only if its own marks, and no number in a text, part it."""
    return found if items([f"{each.marker} {each.text}".strip() for each in found]) == found else ()


names = st.builds(
    "{}{} {}".format,
    st.sampled_from(("นาย", "นาง", "นางสาว", "ว่าที่ร้อยตรี ", "ดร.")),
    st.sampled_from(("มณี", "กฤษณะ", "น้ำฝน")),
    st.sampled_from(("งามยิ่ง", "ใจดี", "ณรงค์ ณ อยุธยา")),
)
positions = st.sampled_from(("นักวิชาการ", "นายช่างโยธา ชำนาญงาน", "หัวหน้าสำนักปลัด"))
units = st.sampled_from(("สำนักปลัด", "กองคลัง เทศบาลตำบลทุ่งสาย", "งานป้องกัน"))


@st.composite
def officers(draw: st.DrawFn) -> Officer:
    name, position, unit = draw(names), draw(positions), draw(units)
    return Officer(name, position, unit, f"{name} {position} {unit}")


@st.composite
def measures(draw: st.DrawFn) -> Measure:
    code = draw(st.sampled_from(CODES))
    question = draw(plain.filter(lambda text: ":" not in text and "1" not in text and "๑" not in text))
    steps = draw(st.lists(referring(), max_size=3))
    done = draw(st.lists(dated(), max_size=3))
    step_items = _told_apart(tuple(map(MarkedText, _marks(draw, len(steps)), [text for text, _ in steps])))
    done_items = _told_apart(tuple(map(MarkedText, _marks(draw, len(done)), [text for text, _ in done])))
    return Measure(
        code=code,
        code_as_written=code,
        tool=codes.tool_of(code),
        question=question,
        heading=f"มาตรการข้อ {code} {question} :",
        steps=step_items,
        references=tuple(each for _, found in steps for each in found) if step_items else (),
        actions=tuple(
            Action(item.marker, item.text, found) for item, (_, found) in zip(done_items, done, strict=False)
        ),
        outcomes=draw(marked()),
        officers=tuple(draw(st.lists(officers(), max_size=2))),
    )


approvers = st.builds(Approver, names, st.just("ปลัดเทศบาล"), st.just("own"), st.just("")) | st.builds(
    Approver, names, st.just("รองปลัดเทศบาล"), st.sampled_from(("acting", "delegated")), st.just("นายกเทศมนตรี")
)
own_lines = words.filter(lambda text: not is_head(text))


@st.composite
def told_apart(draw: st.DrawFn) -> ReportDocument:
    """A document that the text form holds whole."""
    day = draw(days)
    blocks = [tuple(each for each in draw(marked()) if not is_head(each.text)) for _ in range(2)]
    return ReportDocument(
        kind="result",
        agency=draw(own_lines),
        title="\n".join(draw(st.lists(own_lines.filter(_is_title), min_size=1, max_size=2))),
        assessed_year=2565,
        measures_year=2566,
        opening=f"ตามที่ ปีงบประมาณ 2565 และ ปีงบประมาณ 2566 {draw(words)}",
        columns=COLUMNS,
        measures=tuple(draw(st.lists(measures(), min_size=1, max_size=3))),
        problems=_told_apart(blocks[0]),
        suggestions=_told_apart(blocks[1]),
        reporter=Reporter(draw(names), draw(units), draw(st.just("") | positions)),
        reported_on=day,
        reported_on_as_written=draw(st.sampled_from((format_date(day), format_date(day, digits="thai")))),
        approver=draw(st.none() | approvers),
    )


def _is_title(line: str) -> bool:
    return not line.startswith("ตาม") and not text_kind(line)


free = st.text(st.characters(exclude_categories=["Cs"]), max_size=20).map(clean)
free_line = free.map(one_line)
# As long as a document may hold them: composing may lengthen a text.
free_mark = free_line.filter(lambda text: len(text) <= 10)
free_code = free_line.filter(lambda text: len(text) <= 20)
free_text = free.filter(str.strip)
free_items = st.lists(st.builds(MarkedText, free_mark, free_text), max_size=2).map(tuple)
free_dates = st.builds(
    lambda days, open_ended, written: ActionDate(min(days), None if open_ended else max(days), open_ended, written),
    st.tuples(st.dates(), st.dates()),
    st.booleans(),
    free_line,
)
free_codes = st.builds("{}{}".format, st.sampled_from("IEO"), st.integers(1, 999))
free_measures = st.builds(
    lambda code, **fields: Measure(code=code, tool=codes.tool_of(code), **fields),
    code=free_codes,
    code_as_written=free_code,
    question=free_line,
    heading=free_line.filter(bool),
    steps=free_items,
    references=st.lists(st.builds(Reference, free_codes, free_code, st.integers(2550, 2700)), max_size=2).map(tuple),
    actions=st.lists(
        st.builds(Action, free_mark, free_text, st.lists(free_dates, max_size=2).map(tuple)), max_size=2
    ).map(tuple),
    outcomes=free_items,
    officers=st.lists(st.builds(Officer, free_line.filter(bool), free_line, free_line, free_line), max_size=2).map(
        tuple
    ),
)
any_document = st.builds(
    ReportDocument,
    schema=st.just(1),
    kind=st.sampled_from(("result", "plan", "progress")),
    agency=free_line.filter(bool),
    title=free_text,
    assessed_year=st.integers(2550, 2700),
    measures_year=st.integers(2550, 2700),
    opening=free,
    columns=st.just(COLUMNS),
    measures=st.lists(free_measures, max_size=2).map(tuple),
    problems=free_items,
    suggestions=free_items,
    reporter=st.builds(Reporter, free_line, free_line, free_line),
    reported_on=st.none() | st.dates(),
    reported_on_as_written=free_line,
    approver=st.none() | approvers,
    evidence=st.just(()),
)

free_details = st.lists(st.builds(Detail, st.sampled_from(get_args(DetailKind)), free_line, free_text), max_size=2).map(
    tuple
)


free_digests = st.text("0123456789abcdef", min_size=64, max_size=64)


@st.composite
def free_evidence(draw: st.DrawFn, measures: tuple[Measure, ...]) -> EvidenceItem:
    """A photograph, a file or a link of one of the measures."""
    number = draw(st.integers(1, len(measures)))
    said: dict[str, Any] = {
        "measure": number,
        "action": draw(st.integers(0, len(measures[number - 1].actions))),
        "caption": draw(free_line.filter(str.strip)),
        "speaks_for": draw(st.none() | st.dates(date(1900, 1, 1))),
        "item": draw(st.just("") | free_codes),
        "name": draw(free_line),
    }
    kind = draw(st.sampled_from([*EVIDENCE_KINDS]))
    if kind == "link":
        return EvidenceItem(**said, kind="link", address="https://agency.example.go.th/แฟ้ม?a=1&b=2")
    media_type, digest = draw(st.sampled_from(("image/jpeg", "application/pdf"))), draw(free_digests)
    return EvidenceItem(**said, kind=kind, media_type=media_type, size=draw(st.integers(0, 2**31 - 1)), digest=digest)


_OF_NO_ITEM: tuple[dict[str, Any], ...] = ({}, {"code": "", "tool": ""}, {"code": "", "tool": "EIT"})


@st.composite
def of_schema_2(draw: st.DrawFn) -> ReportDocument:
    """Any document with places that only schema 2 has: of no item, several items, details, evidence, no agency."""
    document = draw(any_document)
    measures = tuple(
        replace(
            each,
            **draw(st.sampled_from(_OF_NO_ITEM)),
            more_codes=tuple(draw(st.lists(free_codes, max_size=2))),
            details=draw(free_details),
        )
        for each in document.measures
    )
    agency = draw(st.sampled_from((document.agency, "")))
    evidence = tuple(draw(st.lists(free_evidence(measures), max_size=3))) if measures else ()
    cover = draw(free_details)
    return replace(document, schema=2, agency=agency, measures=measures, cover=cover, evidence=evidence)


@st.composite
def of_schema_3(draw: st.DrawFn) -> ReportDocument:
    """A plan or a progress report with the columns of its kind, an analysis, and words on how far measures are."""
    document, layout = draw(of_schema_2()), draw(st.sampled_from((PLAN, PROGRESS)))
    measures = tuple(replace(each, standing=draw(free_line)) for each in document.measures)
    analysis = Analysis(*(draw(free_items) for _ in range(3)))
    return replace(document, schema=3, kind=layout.kind, columns=layout.columns, measures=measures, analysis=analysis)
