"""What changed from one round's document to the next, field by field: a pure function of the two."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import pairwise, zip_longest

from document import Action, Detail, EvidenceItem, MarkedText, Measure, Officer, ReportDocument
from document.kinds.layouts import ANALYSIS
from document.values import NO_CODE
from thai.difference import merged

REPORT = "รายงาน"
_Facts = tuple[tuple[str, Callable[[ReportDocument], str]], ...]
_BEFORE_THE_TABLE: _Facts = (
    ("แบบรายงาน", lambda said: f"{said.kind} {said.schema}"),
    ("หน่วยงาน", lambda said: said.agency),
    ("ชื่อรายงาน", lambda said: said.title),
    ("ปีของผลคะแนน", lambda said: str(said.assessed_year)),
    ("ปีของมาตรการ", lambda said: str(said.measures_year)),
    ("ข้อความนำ", lambda said: said.opening),
    ("หัวตาราง", lambda said: " | ".join(said.columns)),
)
_COVER = "ส่วนหัวของบันทึกข้อความ"
_AFTER_IT: _Facts = (
    ("ผู้รายงาน", lambda said: said.reporter.name),
    ("ตำแหน่งผู้รายงาน", lambda said: said.reporter.position),
    ("กองงานของผู้รายงาน", lambda said: said.reporter.unit),
    ("วันที่รายงาน", lambda said: said.reported_on_as_written),
    ("วันที่รายงานที่อ่านได้", lambda said: str(said.reported_on or "")),
    ("ผู้อนุมัติ", lambda said: said.approver.name if said.approver else ""),
    ("ตำแหน่งผู้อนุมัติ", lambda said: said.approver.printed_post if said.approver else ""),
)


@dataclass(frozen=True)
class Change:
    """One changed field: `place` is a measure or the report, `field` what of it, `pieces` as merged() gives them."""

    place: str
    field: str
    pieces: tuple[tuple[str, str], ...]

    @property
    def before(self) -> str:
        """The field's words in the earlier document."""
        return "".join(words for kind, words in self.pieces if kind != "added")

    @property
    def after(self) -> str:
        """The field's words in the later document."""
        return "".join(words for kind, words in self.pieces if kind != "removed")


@dataclass(frozen=True)
class _Item:
    """An entry of a list: its number or dash, its words as printed, and what was read out of them."""

    marker: str
    words: str
    read: str = ""


def changes(before: ReportDocument, after: ReportDocument) -> tuple[Change, ...]:
    """Every change in the order of the report; none exactly where the documents are equal."""
    found = (
        *_head(before, after),
        *_measures(before.measures, after.measures),
        *_end(before, after),
    )
    if found or before == after:
        return found
    # Such as an empty line of a list: nothing that a reader could see, but the digests differ.
    return (Change(REPORT, "ข้อมูลที่ไม่ปรากฏในหน้ารายงาน", ()),)


def of_report(before: ReportDocument, after: ReportDocument) -> Iterator[Change]:
    """The changes of the report's own words, its measures aside."""
    yield from _head(before, after)
    yield from _end(before, after)


def of_measure(before: Measure, after: Measure) -> Iterator[Change]:
    """The changes of one measure; its place is empty."""
    yield from _measure("", before, after)


def _head(before: ReportDocument, after: ReportDocument) -> Iterator[Change]:
    yield from _facts(_BEFORE_THE_TABLE, before, after)
    yield from _details(REPORT, _COVER, before.cover, after.cover)
    for each in ANALYSIS:
        yield from _list(REPORT, each.heading, _marked(each.items(before)), _marked(each.items(after)))


def _end(before: ReportDocument, after: ReportDocument) -> Iterator[Change]:
    yield from _list(REPORT, "ปัญหา/อุปสรรค", _marked(before.problems), _marked(after.problems))
    yield from _list(REPORT, "ข้อเสนอแนะ", _marked(before.suggestions), _marked(after.suggestions))
    yield from _facts(_AFTER_IT, before, after)
    yield from _list(REPORT, "หลักฐาน", _evidence(before.evidence), _evidence(after.evidence))
    yield from _list(REPORT, "คะแนนก่อนและหลังดำเนินมาตรการ", _scores(before), _scores(after))


def _facts(facts: _Facts, before: ReportDocument, after: ReportDocument) -> Iterator[Change]:
    for field, words in facts:
        yield from _text(REPORT, field, words(before), words(after))


def _text(place: str, field: str, before: str, after: str) -> Iterator[Change]:
    if before != after:
        yield Change(place, field, tuple(merged(before, after)))


def _measures(before: Sequence[Measure], after: Sequence[Measure]) -> Iterator[Change]:
    names, old_names = _names(after), _names(before)
    pairs = _paired(before, after)
    if any(left[0] > right[0] for left, right in pairwise(pairs)):
        yield from _text(REPORT, "ลำดับมาตรการ", " ".join(old_names), " ".join(names))
    of = {now: then for then, now in pairs}
    for now, measure in enumerate(after):
        place = _place(measure, names[now])
        if now in of:
            yield from _measure(place, before[of[now]], measure)
        else:
            yield Change(place, "เพิ่มทั้งข้อ", (("added", _whole(measure)),))
    for then, measure in enumerate(before):
        if then not in of.values():
            yield Change(_place(measure, old_names[then]), "นำออกทั้งข้อ", (("removed", _whole(measure)),))


def _names(measures: Sequence[Measure]) -> list[str]:
    """The codes, and from the second measure of a code on its ordinal."""
    seen: Counter[str] = Counter()
    names = []
    for measure in measures:
        seen[measure.code] += 1
        name = measure.code or NO_CODE
        names.append(name if seen[measure.code] == 1 else f"{name} (ที่ {seen[measure.code]})")
    return names


def _place(measure: Measure, name: str) -> str:
    return f"ข้อ {name}" if measure.code else f"มาตรการ {measure.called}"


def _paired(before: Sequence[Measure], after: Sequence[Measure]) -> list[tuple[int, int]]:
    """(place before, place after) of each measure that stands in both, by code, else by question; as they stand now."""
    old = {name: at for at, name in enumerate(_names(before))}
    coded = [(now, name) for now, name in enumerate(_names(after)) if after[now].code]
    pairs = {now: old.pop(name) for now, name in coded if name in old}
    left = {before[then].question: then for then in old.values()}
    for now, measure in enumerate(after):
        if now not in pairs and measure.question in left:
            pairs[now] = left.pop(measure.question)
    return sorted(((then, now) for now, then in pairs.items()), key=lambda pair: pair[1])


def _measure(place: str, before: Measure, after: Measure) -> Iterator[Change]:
    if before.heading != after.heading:
        yield from _text(place, "หัวข้อ", before.heading, after.heading)
        yield from _text(place, "รหัสข้ออื่น", " ".join(before.more_codes), " ".join(after.more_codes))
    else:
        yield from _text(place, "รหัสและข้อคำถามที่อ่านได้", _read(before), _read(after))
    yield from _list(place, "สิ่งที่ต้องทำ", _marked(before.steps), _marked(after.steps))
    yield from _text(place, "รหัสที่อ้างอิง", _references(before), _references(after))
    yield from _details(place, "รายละเอียด", before.details, after.details)
    yield from _list(place, "สรุปผลการดำเนินการ", _actions(before.actions), _actions(after.actions))
    yield from _list(place, "ผลลัพธ์", _marked(before.outcomes), _marked(after.outcomes))
    yield from _text(place, "สถานะ", before.standing, after.standing)
    yield from _list(place, "ผู้รับผิดชอบ", _officers(before.officers), _officers(after.officers))


def _read(measure: Measure) -> str:
    codes = " ".join((measure.code, *measure.more_codes))
    return f"{codes} “{measure.code_as_written}” {measure.tool} {measure.question}".strip()


def _details(place: str, field: str, before: Sequence[Detail], after: Sequence[Detail]) -> Iterator[Change]:
    yield from _list(place, field, _labelled(before), _labelled(after))


def _labelled(found: Sequence[Detail]) -> list[_Item]:
    return [_Item("", each.printed, f"{each.kind} {each.label}".strip()) for each in found]


def _references(measure: Measure) -> str:
    return ", ".join(f"{each.code} (พิมพ์ว่า {each.as_written}) ปี {each.year}" for each in measure.references)


def _marked(found: Sequence[MarkedText]) -> list[_Item]:
    return [_Item(each.marker, each.text) for each in found]


def _actions(found: Sequence[Action]) -> list[_Item]:
    return [_Item(each.marker, each.printed, _dates(each)) for each in found]


def _dates(action: Action) -> str:
    return ", ".join(
        f"{each.start} – {'ต่อเนื่อง' if each.open_ended else each.end or ''} {each.as_written}" for each in action.dates
    )


def _officers(found: Sequence[Officer]) -> list[_Item]:
    return [_Item("", each.printed, f"{each.name} | {each.position} | {each.unit}") for each in found]


def _evidence(found: Sequence[EvidenceItem]) -> list[_Item]:
    return [_Item("", each.printed, _of_evidence(each)) for each in found]


def _scores(document: ReportDocument) -> list[_Item]:
    return [_Item("", each.printed(document)) for each in document.scores]


def _of_evidence(item: EvidenceItem) -> str:
    whose = f"มาตรการที่ {item.measure}" + (f" การดำเนินการที่ {item.action}" if item.action else "")
    return " ".join(filter(None, (whose, f"ข้อ {item.item}" if item.item else "", item.media_type, f"{item.size} ไบต์")))


def _whole(measure: Measure) -> str:
    items = [*_marked(measure.steps), *_actions(measure.actions), *_marked(measure.outcomes)]
    lines = [f"{item.marker} {item.words}".strip() for item in items]
    lines += [item.words for item in _labelled(measure.details)]
    lines += [measure.standing] if measure.standing else []
    return "\n".join([measure.heading, *lines, *(officer.printed for officer in measure.officers)])


def _list(place: str, field: str, before: list[_Item], after: list[_Item]) -> Iterator[Change]:
    """Entries are aligned by their words, so that an entry put in between does not change all that follow."""
    many = max(len(before), len(after)) > 1
    pairs = list(_aligned(before, after))
    for number, then, now in pairs:
        name = f"{field}ที่ {number}" if many else field
        yield from _text(place, name, then.words if then else "", now.words if now else "")
        if then and now and then.words == now.words:
            yield from _text(place, f"{name} (ที่ระบบอ่านได้)", then.read, now.read)
    kept = [(then.marker, now.marker) for _, then, now in pairs if then and now]
    if any(then != now for then, now in kept):
        yield from _text(
            place, f"เลขลำดับของ{field}", " ".join(then for then, _ in kept), " ".join(now for _, now in kept)
        )


def _aligned(before: list[_Item], after: list[_Item]) -> Iterator[tuple[int, _Item | None, _Item | None]]:
    """(number that a reader counts, entry before, entry after), None where there is none."""
    matcher = SequenceMatcher(None, [item.words for item in before], [item.words for item in after], autojunk=False)
    for _, a, a_end, b, b_end in matcher.get_opcodes():
        for ahead, (then, now) in enumerate(zip_longest(before[a:a_end], after[b:b_end])):
            yield (b + ahead + 1 if now else a + ahead + 1), then, now
