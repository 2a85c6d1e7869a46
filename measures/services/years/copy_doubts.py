"""What to look at before a measure of another year is copied: numbers that mean other items now, words of its year."""

from __future__ import annotations

import re
from collections.abc import Iterator

from document.doubts.wording import same_question
from ita.catalogue import Catalogue, Entry
from ita.codes import tool_of
from measures.models import Measure, Plan
from measures.services import catalogue as catalogues
from measures.services.doubts.moved import moved
from thai.digits import to_arabic

_YEAR = re.compile(r"(?<!\d)25\d\d(?!\d)")


def of_plans(plan: Plan, source: Plan) -> Catalogue:
    """The lists against which `doubts` compares, and those between them, by which links lead on: one query."""
    years = (plan.assessed_year, plan.year, source.assessed_year, source.year)
    return catalogues.of(plan.agency, *range(min(years), max(years) + 1))


def unlisted_years(plan: Plan, lists: Catalogue) -> list[int]:
    """The plan's years whose lists are not known, so that nothing can be said of numbers."""
    return [year for year in (plan.assessed_year, plan.year) if not lists.items(year)]


def doubts(measure: Measure, plan: Plan, source: Plan, lists: Catalogue) -> list[str]:
    """Thai sentences, each with its cure; wants steps, references and officers prefetched."""
    return [
        *_of_code(measure, plan, source, lists),
        *_of_references(measure, plan.year - source.year, lists),
        *_of_years(measure, plan),
        *_of_officers(measure),
    ]


def _of_code(measure: Measure, plan: Plan, source: Plan, lists: Catalogue) -> Iterator[str]:
    """The code in the list of the year that was assessed now: by confirmed links, else by the words of the question."""
    year = plan.assessed_year
    if not measure.code:
        return
    was = lists.get(measure.code_of_year or source.assessed_year, measure.code)
    if was and _is_linked(was, year, lists):
        if went := moved(lists, was, year):
            yield f"ข้อ {was.code} ของปี {was.year} ในรายการปี {year} {went.said}"
        return
    item = lists.get(year, measure.code)
    if item is not None and item.text and same_question(measure.question, item.text):
        return
    items = (each for each in lists.items(year, measure.tool) if each.text)
    found = next((each for each in items if same_question(measure.question, each.text)), None)
    hint = f"ถ้อยคำนี้ตรงกับข้อ {found.code}" if found else ""
    if item is not None and item.text:
        yield f"ข้อ {measure.code} ของปี {year} คือ “{item.text}” {hint}".strip()
    elif lists.holds(year, measure.code) is False:
        yield f"ไม่มีข้อ {measure.code} ในรายการปี {year} {hint}".strip()
    elif found:
        yield f"{hint} ของปี {year} ไม่ใช่ {measure.code}"


def _is_linked(was: Entry, year: int, lists: Catalogue) -> bool:
    """Whether a person said where the item is in a later list, or that the item of its number is another."""
    own = lists.get(year, was.code)
    return was.year < year and bool(lists.successors(was.year, was.code, year) or (own and own.is_new))


def _of_references(measure: Measure, years: int, lists: Catalogue) -> Iterator[str]:
    """Each number that a step names, once: what it was called in its year's list, and is in that of the new year."""
    seen = set()
    for ref in measure.references.all():
        key = ref.code, ref.year
        was, now = lists.get(ref.code_of_year or ref.year, ref.code), lists.get(ref.year + years, ref.code)
        if key in seen or was is None:
            continue
        new_year = ref.year + years
        if _is_linked(was, new_year, lists):
            seen.add(key)
            if went := moved(lists, was, new_year):
                named = f" เดิมคือ “{was.text}”" if was.text else ""
                yield f"อ้างอิง {ref.as_written}{named} ในรายการปี {new_year} {went.said}"
            continue
        if not was.text or (now and same_question(was.text, now.text)):
            continue
        seen.add(key)
        if now is None and lists.holds(new_year, ref.code) is not False:
            continue
        meaning = f"คือ “{now.text}”" if now and now.text else "ไม่มีแล้ว"
        hint = _moved(was, new_year, lists)
        yield f"อ้างอิง {ref.as_written} เดิมคือ “{was.text}” ในรายการปี {new_year} เลขนี้{meaning}{hint}"


def _moved(was: Entry, year: int, lists: Catalogue) -> str:
    items = lists.items(year, tool_of(was.code))
    found = next((item for item in items if item.text and same_question(was.text, item.text)), None)
    return f" รายการเดิมย้ายไปเป็น {found.code}" if found else ""


def _of_years(measure: Measure, plan: Plan) -> Iterator[str]:
    """Years in the words that lie before the plan's: last year's report tells of them."""
    words = to_arabic(" ".join([measure.heading, *(step.text for step in measure.steps.all())]))
    named = sorted({year for year in map(int, _YEAR.findall(words)) if year < plan.year})
    if named:
        yield f"ข้อความกล่าวถึงปี {' และ '.join(map(str, named))} โปรดแก้ให้เป็นปีที่ถูกต้องหลังคัดลอก"


def _of_officers(measure: Measure) -> Iterator[str]:
    gone = [duty.officer.name for duty in measure.duties.all() if not duty.officer.is_active]
    if gone:
        yield f"{' และ '.join(gone)} พ้นหน้าที่แล้ว จะไม่คัดลอกชื่อ โปรดกำหนดผู้รับผิดชอบใหม่หลังคัดลอก"
