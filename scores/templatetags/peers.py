"""Pieces of pages that show figures beside the others'."""

from __future__ import annotations

from collections.abc import Sequence

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from scores.services.comparing.peers import Row
from scores.services.comparing.spread import Quartiles
from scores.templatetags.scores import figure

register = template.Library()

# Of design: one's own in blue, the others thin and grey, their median a dark line.
_OWN, _OTHERS, _GROUND, _INK = "#17508a", "#788497", "#eef1f5", "#1b2430"
_ROW = 62  # pixels of a row with its name


@register.filter
def middle_half(others: Quartiles | None) -> SafeString:
    """`{{ row.others|middle_half }}`: from the lower to the upper quartile, a dash for nothing."""
    if others is None:
        return SafeString("–")
    return format_html('<span class="nb">{}–{}</span>', figure(others.low), figure(others.high))


@register.simple_tag
def spread_legend(kind: str) -> SafeString:
    """`{% spread_legend "own" %}`: what the chart draws: own, half or median."""
    shapes = {"own": (0, 1, 18, 10, _OWN), "half": (0, 3, 18, 5, _OTHERS), "median": (8, 0, 3, 12, _INK)}
    shape = (
        '<svg width="18" height="12" aria-hidden="true"><rect x="{}" y="{}" width="{}" height="{}" fill="{}"/></svg>'
    )
    return format_html(shape, *shapes[kind])


@register.simple_tag
def spread_chart(rows: Sequence[Row], title: str) -> SafeString:
    """`{% spread_chart comparison.main "..." %}` draws one's own bar, under it the others' middle half and median.

    The table of the same figures stands after it in the page; widths are in per cent, so that it fits any screen.
    """
    drawn = format_html_join("\n", "{}", ((_drawn(number, row),) for number, row in enumerate(rows)))
    return format_html(
        '<svg class="chart" height="{}" role="img" aria-label="{} ตัวเลขทั้งหมดอยู่ในตารางถัดจากแผนภูมิ"'
        ' font-family="Sarabun, sans-serif">{}</svg>',
        _ROW * len(rows), title, drawn,
    )  # fmt: skip


def _drawn(number: int, row: Row) -> SafeString:
    top = _ROW * number
    own = others = ""
    if row.line.score is not None:
        own = format_html('<rect x="0" y="{}" width="{}%" height="12" fill="{}"/>', top + 24, row.line.score, _OWN)
    if row.others:
        low, median, high = row.others.low, row.others.median, row.others.high
        others = format_html(
            '<rect x="{}%" y="{}" width="{}%" height="6" fill="{}"/>'
            '<line x1="{}%" x2="{}%" y1="{}" y2="{}" stroke="{}" stroke-width="3"/>',
            *(low, top + 41, high - low, _OTHERS),
            *(median, median, top + 37, top + 51, _INK),
        )
    return format_html(
        '<text x="0" y="{}" font-size="15" fill="{}">{}</text>'
        '<text x="100%" y="{}" font-size="15" font-weight="600" text-anchor="end" fill="{}">{}</text>'
        '<rect x="0" y="{}" width="100%" height="28" fill="{}"/>{}{}',
        *(top + 16, _INK, row.line.called),
        *(top + 16, _INK, figure(row.line.score)),
        *(top + 23, _GROUND, own, others),
    )  # fmt: skip
