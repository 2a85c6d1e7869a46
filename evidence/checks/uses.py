"""The same file or address in two places: on measures of two fiscal years, or of the same one."""

from __future__ import annotations

from collections.abc import Iterator

from evidence.checks.doubt import Doubt, Piece, Use

_NAMED = 4  # places that a sentence names


def of_another_year(piece: Piece) -> Iterator[Doubt]:
    """A doubt where another fiscal year has it too."""
    others = [use for use in piece.uses if use.year != piece.year]
    if others:
        message = (
            f"{piece.thing}เดียวกันนี้เป็นหลักฐานของปีอื่นแล้ว คือ {_named(others, years=True)} "
            f"โปรดตรวจว่าไม่ได้แนบของปีเก่า หากแนบผิด โปรดแทนที่ด้วยหลักฐานของปี {piece.year}"
        )
        yield Doubt("other_year", message, _keys(others))


def of_other_measures(piece: Piece) -> Iterator[Doubt]:
    """A doubt where the same year has it more than once: each use names the others."""
    others = [use for use in piece.uses if use.year == piece.year]
    if others:
        message = (
            f"{piece.thing}เดียวกันนี้ใช้กับ {_named(others, years=False)} ด้วย "
            "ผู้ประเมินอาจเห็นว่าไม่ตรงกับข้อใดข้อหนึ่ง โปรดตรวจว่าแสดงผลของมาตรการนี้จริง หรือแนบหลักฐานเฉพาะของมาตรการนี้แทน"
        )
        yield Doubt("used_again", message, _keys(others))


def _keys(uses: list[Use]) -> tuple[str, ...]:
    return tuple(sorted(str(use.pk) for use in uses))


def _named(uses: list[Use], *, years: bool) -> str:
    names = dict.fromkeys(
        f"มาตรการ {use.measure}{f' (ข้อ {use.item})' if use.item else ''}{f' ปี {use.year}' if years else ''}"
        for use in uses
    )
    shown = ", ".join(list(names)[:_NAMED])
    return f"{shown} และอีก {len(names) - _NAMED} มาตรการ" if len(names) > _NAMED else shown
