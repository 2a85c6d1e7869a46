"""Pieces of pages that show scores."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from ita.rules import Rules, plain
from scores.services.results import Line
from scores.services.weak import Found, Weak, Why

register = template.Library()

# Of design: blue where it passes, brown with a mark under the pass mark, last year thin and grey.
PASSED, WEAK, BEFORE, GROUND, INK, _MARK = "#17508a", "#a85f00", "#788497", "#eef1f5", "#1b2430", "#a3221c"
FIRST, _ROW = 22, 58  # pixels above the first bar, and of a bar with its name


@register.filter
def figure(score: Decimal | None) -> str:
    """`{{ line.score|figure }}`: two places, a dash for nothing."""
    return "–" if score is None else f"{score:.2f}"


@register.filter
def change(score: Decimal | None) -> str:
    """`{{ line.change|change }}`: with its sign, a dash for nothing."""
    if score is None:
        return "–"
    sign = "+" if score > 0 else "−" if score < 0 else ""
    return f"{sign}{abs(score):.2f}"


@register.filter
def mark(score: Decimal) -> str:
    """`{{ results.target|mark }}`: without noughts that say nothing."""
    return plain(score)


@register.simple_tag
def score_cell(score: Decimal | None, pass_mark: Decimal) -> SafeString:
    """`{% score_cell line.score rules.pass_mark %}`: the figure, marked where it is below the pass mark."""
    if score is None or score >= pass_mark:
        return format_html("{}", figure(score))
    words = '<span aria-hidden="true">▼</span><span class="visually-hidden">ต่ำกว่าเกณฑ์</span> {}'
    return format_html(words, figure(score))


@register.simple_tag
def tool_weight(rules: Rules, tool: str) -> int:
    """`{% tool_weight results.rules line.key %}`: of a hundred parts of the total."""
    return rules.weights[tool]


@register.simple_tag
def weak_words(found: Found, row: Weak) -> SafeString:
    """`{% weak_words weak row %}`: the rules by which an item is weak."""
    hidden = Why.TARGET if Why.PASS_MARK in row.why else None  # whoever misses the pass mark misses a higher target
    words = ((found.words[why],) for why in row.why if why != hidden)
    return format_html("<span>{}</span>", format_html_join(", ", '<span class="nb">{}</span>', words))


@register.simple_tag
def legend_bar(kind: str) -> SafeString:
    """`{% legend_bar "weak" %}`: a piece of a bar as the chart draws it: passed, weak or before."""
    fill, height = {"passed": (PASSED, 12), "weak": (WEAK, 12), "before": (BEFORE, 5)}[kind]
    bar = '<svg width="18" height="12" aria-hidden="true"><rect y="{}" width="18" height="{}" fill="{}"/></svg>'
    return format_html(bar, (12 - height) // 2, height, fill)


@register.simple_tag
def score_chart(lines: Sequence[Line], year: int, pass_mark: Decimal, title: str) -> SafeString:
    """`{% score_chart lines year pass_mark "คะแนนรายตัวชี้วัด" %}` draws a bar a line, last year's under it.

    The table of the same figures stands after it in the page; widths are in per cent, so that it fits any screen.
    """
    shown = [line for line in lines if line.score is not None]
    if not shown:
        return SafeString("")
    bars = format_html_join("\n", "{}", ((_bar(number, line, pass_mark),) for number, line in enumerate(shown)))
    bottom = FIRST + _ROW * len(shown)
    return format_html(
        '<svg class="chart" height="{}" role="img" aria-labelledby="chart-title chart-desc"'
        ' font-family="Sarabun, sans-serif">'
        '<title id="chart-title">{} ปี {} เทียบกับปี {}</title>'
        '<desc id="chart-desc">ตัวเลขทั้งหมดอยู่ในตารางถัดจากแผนภูมิ</desc>'
        "{}{}</svg>",
        *(bottom, title, year, year - 1, bars, pass_mark_line(pass_mark, FIRST, bottom)),
    )


def pass_mark_line(pass_mark: Decimal, top: int, bottom: int) -> SafeString:
    """The dashed line of the pass mark with its words over it."""
    return format_html(
        '<line x1="{}%" x2="{}%" y1="{}" y2="{}" stroke="{}" stroke-width="1.5" stroke-dasharray="4 3"/>'
        '<text x="{}%" y="14" font-size="14" fill="{}" text-anchor="{}">เกณฑ์ผ่าน {}</text>',
        *(pass_mark, pass_mark, top, bottom, _MARK),
        *(pass_mark, _MARK, "middle" if 20 <= pass_mark <= 85 else "end", plain(pass_mark)),
    )


def _bar(number: int, line: Line, pass_mark: Decimal) -> SafeString:
    top = FIRST + _ROW * number
    score = line.score or Decimal()
    is_weak = score < pass_mark
    before = ""
    if line.before is not None:
        before = format_html('<rect x="0" y="{}" width="{}%" height="5" fill="{}"/>', top + 35, line.before, BEFORE)
    return format_html(
        '<text x="0" y="{}" font-size="15" fill="{}">{}</text>'
        '<text x="100%" y="{}" font-size="15" font-weight="600" text-anchor="end" fill="{}">{}{}</text>'
        '<rect x="0" y="{}" width="100%" height="18" fill="{}"/>'
        '<rect x="0" y="{}" width="{}%" height="12" fill="{}"/>{}',
        *(top + 15, INK, line.called),
        *(top + 15, INK, figure(score), " ▼" if is_weak else ""),
        *(top + 22, GROUND),
        *(top + 22, score, WEAK if is_weak else PASSED, before),
    )
