"""Pieces of pages that show figures beside the others'."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from ita.rules import plain
from scores.services.comparing.peers import Row
from scores.services.comparing.spread import Quartiles
from scores.templatetags.scores import figure

register = template.Library()

# Of design: one's own in blue, brown with a mark under the pass mark; the others thin and grey, their median dark.
_PASSED, _WEAK, _OTHERS, _GROUND, _INK, _MARK = "#17508a", "#a85f00", "#788497", "#eef1f5", "#1b2430", "#a3221c"
_FIRST, _ROW = 22, 62  # pixels above the first row, and of a row with its name
_SHAPES = {
    "own": (0, 1, 18, 10, _PASSED),
    "weak": (0, 1, 18, 10, _WEAK),
    "half": (0, 3, 18, 5, _OTHERS),
    "median": (8, 0, 3, 12, _INK),
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
    bottom = _FIRST + _ROW * len(rows)
    return format_html(
        '<svg class="chart" height="{}" role="img" aria-label="{} ตัวเลขทั้งหมดอยู่ในตารางถัดจากแผนภูมิ"'
        ' font-family="Sarabun, sans-serif">{}'
        '<line x1="{}%" x2="{}%" y1="{}" y2="{}" stroke="{}" stroke-width="1.5" stroke-dasharray="4 3"/>'
        '<text x="{}%" y="14" font-size="14" fill="{}" text-anchor="{}">เกณฑ์ผ่าน {}</text></svg>',
        *(bottom, title, drawn, pass_mark, pass_mark, _FIRST, bottom, _MARK),
        *(pass_mark, _MARK, "middle" if 20 <= pass_mark <= 85 else "end", plain(pass_mark)),
    )


def _drawn(number: int, row: Row, pass_mark: Decimal) -> SafeString:
    """One's own bar with its name and figure, over what is drawn of the others."""
    top, score = _FIRST + _ROW * number, row.line.score
    is_weak = score is not None and score < pass_mark
    own = ""
    if score is not None:
        fill = _WEAK if is_weak else _PASSED
        own = format_html('<rect x="0" y="{}" width="{}%" height="12" fill="{}"/>', top + 24, score, fill)
    return format_html(
        '<text x="0" y="{}" font-size="15" fill="{}">{}</text>'
        '<text x="100%" y="{}" font-size="15" font-weight="600" text-anchor="end" fill="{}">{}{}</text>'
        '<rect x="0" y="{}" width="100%" height="28" fill="{}"/>{}{}',
        *(top + 16, _INK, row.line.called),
        *(top + 16, _INK, figure(score), " ▼" if is_weak else ""),
        *(top + 23, _GROUND, own, _others(top, row.others)),
    )


def _others(top: int, others: Quartiles | None) -> SafeString:
    if others is None:
        return SafeString("")
    return format_html(
        '<rect x="{}%" y="{}" width="{}%" height="6" fill="{}"/>'
        '<line x1="{}%" x2="{}%" y1="{}" y2="{}" stroke="{}" stroke-width="3"/>',
        *(others.low, top + 41, others.high - others.low, _OTHERS),
        *(others.median, others.median, top + 37, top + 51, _INK),
    )
