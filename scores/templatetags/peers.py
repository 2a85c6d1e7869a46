"""Pieces of pages that show figures beside the others'."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from scores.services.comparing.peers import Row
from scores.services.comparing.spread import Quartiles
from scores.templatetags.scores import BEFORE, FIRST, GROUND, INK, PASSED, WEAK, figure, pass_mark_line

register = template.Library()

_OTHERS = BEFORE  # thin and grey as last year's, their median dark
_ROW = 62  # pixels of a row with its name
_SHAPES = {
    "own": (0, 1, 18, 10, PASSED),
    "weak": (0, 1, 18, 10, WEAK),
    "half": (0, 3, 18, 5, _OTHERS),
    "median": (8, 0, 3, 12, INK),
}


@register.filter
def middle_half(others: Quartiles | None) -> SafeString:
    """`{{ row.others|middle_half }}`: from the lower to the upper quartile, a dash for nothing."""
    if others is None:
        return SafeString("–")
    return format_html('<span class="nb">{}–{}</span>', figure(others.low), figure(others.high))


@register.simple_tag
def spread_legend(kind: str) -> SafeString:
    """`{% spread_legend "own" %}`: what the chart draws: own, weak, half or median."""
    rect = '<rect x="{}" y="{}" width="{}" height="{}" fill="{}"/>'
    return format_html(f'<svg width="18" height="12" aria-hidden="true">{rect}</svg>', *_SHAPES[kind])


@register.simple_tag
def spread_chart(rows: Sequence[Row], pass_mark: Decimal, title: str) -> SafeString:
    """`{% spread_chart comparison.main pass_mark "..." %}` draws one's own bar, under it the others' half and median.

    The table of the same figures stands after it in the page; widths are in per cent, so that it fits any screen.
    """
    drawn = format_html_join("\n", "{}", ((_drawn(number, row, pass_mark),) for number, row in enumerate(rows)))
    bottom = FIRST + _ROW * len(rows)
    return format_html(
        '<svg class="chart" height="{}" role="img" aria-label="{} ตัวเลขทั้งหมดอยู่ในตารางถัดจากแผนภูมิ"'
        ' font-family="Sarabun, sans-serif">{}{}</svg>',
        *(bottom, title, drawn, pass_mark_line(pass_mark, FIRST, bottom)),
    )


def _drawn(number: int, row: Row, pass_mark: Decimal) -> SafeString:
    """One's own bar with its name and figure, over what is drawn of the others."""
    top, score = FIRST + _ROW * number, row.line.score
    is_weak = score is not None and score < pass_mark
    own = ""
    if score is not None:
        fill = WEAK if is_weak else PASSED
        own = format_html('<rect x="0" y="{}" width="{}%" height="12" fill="{}"/>', top + 24, score, fill)
    return format_html(
        '<text x="0" y="{}" font-size="15" fill="{}">{}</text>'
        '<text x="100%" y="{}" font-size="15" font-weight="600" text-anchor="end" fill="{}">{}{}</text>'
        '<rect x="0" y="{}" width="100%" height="28" fill="{}"/>{}{}',
        *(top + 16, INK, row.line.called),
        *(top + 16, INK, figure(score), " ▼" if is_weak else ""),
        *(top + 23, GROUND, own, _others(top, row.others)),
    )


def _others(top: int, others: Quartiles | None) -> SafeString:
    if others is None:
        return SafeString("")
    return format_html(
        '<rect x="{}%" y="{}" width="{}%" height="6" fill="{}"/>'
        '<line x1="{}%" x2="{}%" y1="{}" y2="{}" stroke="{}" stroke-width="3"/>',
        *(others.low, top + 41, others.high - others.low, _OTHERS),
        *(others.median, others.median, top + 37, top + 51, INK),
    )
