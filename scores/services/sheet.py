"""What stands in the places of an agency's year, and how it is written.

Places are known by keys: IIT for a tool, 7 for a group, E13 for an item, and the names of what was announced. Facts
are what stands there as a form shows it: figures with two places, nothing where nothing stands.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from datetime import datetime
from decimal import Decimal

from django.core.exceptions import ValidationError
from django.db import transaction

from accounts.access import require
from accounts.changed import compare
from accounts.models import Agency, User
from accounts.permissions import Permission
from audit import chain
from ita.catalogue import TOOLS
from ita.figures import read_score
from measures.services.lists.holding import held
from scores.models import Replaced, Score, ScoreSheet
from scores.services.outline import Outline

Facts = dict[str, str]
FIGURES = ("official_total", "target")  # columns of a sheet that hold a score
HEAD = {
    "official_total": "คะแนนรวมที่ประกาศ",
    "official_level": "ระดับที่ประกาศ",
    "target": "คะแนนเป้าหมาย",
    "note": "หมายเหตุ",
}
DEFAULT_TARGET = Decimal(85)


def find(agency: Agency, year: int) -> ScoreSheet | None:
    """The agency's sheet of a year, if anything of it was ever saved."""
    return ScoreSheet.objects.filter(agency=agency, year=year).first()


def facts_of(sheet: ScoreSheet | None, parts: Iterable[str]) -> Facts:
    """What stands in these places."""
    wanted = list(parts)
    values = dict.fromkeys(wanted, "")
    if "target" in values:
        values["target"] = _shown(DEFAULT_TARGET)
    if sheet is None:
        return values
    values |= {name: _shown(getattr(sheet, name)) for name in wanted if name in HEAD}
    if any(name not in HEAD for name in wanted):
        scores = {score.key: _shown(score.value) for score in sheet.scores.all()}
        values |= {name: scores[name] for name in wanted if name in scores}
    return values


def _shown(value: object) -> str:
    if isinstance(value, Decimal):
        return f"{value:.2f}"
    return "" if value is None else str(value)


@transaction.atomic
def save(
    *,
    outline: Outline,
    agency: Agency,
    facts: Mapping[str, str],
    base: str,
    by: User,
    now: datetime,
    more: Mapping[str, str] | None = None,
    imported: bool = False,
) -> list[str]:
    """Writes what changed, all of it or nothing, and returns the keys of those places; sent twice, it changes nothing.

    `more` are figures of items that the form had no place for; one that has another figure already is refused.

    Raises Refused, Changed where another saved in one of these places since `base`, ValidationError by place for what
    is no score, or of an item that the year's list can't have.
    """
    require(by, Permission.SCORE_EDIT, on=agency)
    Agency.objects.select_for_update().get(pk=agency.pk)  # two who enter the first scores of a year at once
    sheet = find(agency, outline.year)
    added = _not_there(sheet, more or {})
    before = facts_of(sheet, facts) | dict.fromkeys(added, "")
    facts = {**facts, **added}
    read = _read(outline, facts)
    changed = [part for part in facts if _shown(read[part]) != before[part]]
    if not changed:
        return []
    compare({part: text for part, text in before.items() if part not in added}, base)
    _refuse_unknown(outline, [part for part in changed if not before[part]])
    kept = {part: before[part] for part in changed} if sheet else {}
    sheet = sheet or ScoreSheet(agency=agency, year=outline.year)
    _write_head(sheet, {part: read[part] for part in changed if part in HEAD}, by, now)
    _write_scores(sheet, outline, {part: value for part, value in read.items() if part in changed and part not in HEAD})
    keep(sheet, kept, by=by, now=now)
    subject, data = f"scores:{sheet.pk}", {"year": outline.year, "places": len(changed), "revision": sheet.revision}
    if imported:
        chain.record("scores.imported", actor=by.pk, agency=agency.pk, subject=subject, data=data)
    else:
        chain.record("scores.saved", actor=by.pk, agency=agency.pk, subject=subject, data=data)
    return changed


def _not_there(sheet: ScoreSheet | None, more: Mapping[str, str]) -> Facts:
    """Those of `more` that aren't stored yet; ValidationError for an item that has another figure."""
    stored = facts_of(sheet, more)
    others = {key: text for key, text in stored.items() if text and text != more[key]}
    if others:
        raise ValidationError({key: f"ข้อ {key} มีคะแนน {text} อยู่แล้ว โปรดแก้ในช่องของข้อนั้น" for key, text in others.items()})
    return {key: text for key, text in more.items() if not stored[key]}


def _refuse_unknown(outline: Outline, new: Iterable[str]) -> None:
    """ValidationError for items that had no figure yet and that the year's list can't have."""
    wrong = {part: said for part in new if part not in HEAD and (said := outline.mistake(part))}
    if wrong:
        raise ValidationError(wrong)


def _read(outline: Outline, facts: Mapping[str, str]) -> dict[str, Decimal | str | None]:
    """The facts as values of columns; ValidationError by place."""
    read: dict[str, Decimal | str | None] = {}
    wrong: dict[str, str] = {}
    for part, text in facts.items():
        try:
            read[part] = _value(outline, part, text)
        except ValueError as error:
            wrong[part] = str(error)
    if wrong:
        raise ValidationError(wrong)
    return read


def _value(outline: Outline, part: str, text: str) -> Decimal | str | None:
    if part in HEAD and part not in FIGURES:
        return text
    if part not in HEAD:
        outline.tool_of(part)
    if not text:
        return DEFAULT_TARGET if part == "target" else None
    return read_score(text)[0]


def _write_head(sheet: ScoreSheet, values: Mapping[str, object], by: User, now: datetime) -> None:
    for name, value in values.items():
        setattr(sheet, name, value)
    sheet.revision += 1
    sheet.saved_by, sheet.saved_at = by, now
    sheet.full_clean()
    sheet.save()


def _write_scores(sheet: ScoreSheet, outline: Outline, values: Mapping[str, object]) -> None:
    rows = [_row(sheet, outline, key) for key in values]
    stored = {score.key: score for score in sheet.scores.all()}
    gone = [stored[key].pk for key, value in values.items() if value is None and key in stored]
    Score.objects.filter(pk__in=gone).delete()
    there = held(row.indicator for row in rows if row.indicator)
    new: list[Score] = []
    old: list[Score] = []
    for row in rows:
        if values[row.key] is None:
            continue
        kept = stored.get(row.key, row)
        item = row.indicator if row.indicator_id in there else None
        kept.value, kept.indicator = values[row.key], item  # type: ignore[assignment]  # what _value read
        (old if row.key in stored else new).append(kept)
    Score.objects.bulk_create(new)
    Score.objects.bulk_update(old, ["value", "indicator"])


def _row(sheet: ScoreSheet, outline: Outline, key: str) -> Score:
    """A score of a place, without its value."""
    tool = outline.tool_of(key)
    if key in TOOLS:
        return Score(sheet=sheet, of=Score.Of.TOOL, tool=tool)
    if key.isdigit():
        return Score(sheet=sheet, of=Score.Of.GROUP, tool=tool, group_no=int(key))
    return Score(sheet=sheet, of=Score.Of.ITEM, tool=tool, code=key, indicator=outline.by_code.get(key))


def keep(sheet: ScoreSheet, texts: Mapping[str, str], *, by: User, now: datetime) -> None:
    """Keeps what stood in places before a save."""
    Replaced.objects.bulk_create(
        Replaced(sheet=sheet, part=part, text=text, by=by, at=now) for part, text in texts.items() if text
    )


@transaction.atomic
def keep_unchosen(sheet: ScoreSheet, lost: Collection[tuple[str, str]], *, by: User, now: datetime) -> None:
    """Keeps what lost in a choice between two saves, each figure of a place once. Raises Refused."""
    require(by, Permission.SCORE_EDIT, on=sheet.agency)
    known = set(sheet.replaced.values_list("part", "text"))
    new = {part: text for part, text in lost if text and (part, text) not in known}
    if new:
        keep(sheet, new, by=by, now=now)
        data = {"year": sheet.year, "places": len(new)}
        chain.record("scores.set_aside", actor=by.pk, agency=sheet.agency_id, subject=f"scores:{sheet.pk}", data=data)
