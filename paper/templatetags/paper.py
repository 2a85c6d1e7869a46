"""Template filters of the report on paper."""

import re

from django import template
from django.utils.html import conditional_escape, escape, format_html
from django.utils.safestring import SafeString, mark_safe

from document import Detail, Measure
from document.kinds.layouts import Layout, Part, words_of
from paper.sheet.linebreaks import BREAK, Column
from paper.sheet.measuring import letters
from thai.templatetags.thai import keep_together

register = template.Library()

# So many letters, marks aside, surely stand side by side in half a portrait sheet at 14 pt, and in a portrait title.
_HALF = 30
_TITLE = 46
_LINES_TO_BEGIN = range(5, 13)  # as many as report.css has; five are an officer's name and post
_BOLD = 0.8  # of the room of a column, for a heading in it
_AIM = re.compile(r"(?<=\S)(?=เพื่อ|ภายในหน่วยงาน)")


@register.filter
def bound(value: str, column: Column) -> SafeString:
    """Text without a line's end inside a date, a compound or a name: see paper.sheet.linebreaks."""
    return mark_safe(keep_together(mark_safe(column.bound(escape(value)))))  # noqa: S308 - escaped; only spans were added


@register.filter
def column_name(name: str, column: Column) -> SafeString:
    """A name that does not break between title and surname; one too long for the column breaks at its spaces."""
    pieces = [name] if letters(name) <= column.room else name.split(" ")
    spans = [format_html('<span class="nb">{}</span>' if letters(p) <= column.room else "{}", p) for p in pieces]
    return mark_safe(" ".join(spans))  # noqa: S308 - escaped by format_html


@register.filter
def whole_names(value: SafeString | str, column: Column) -> SafeString:
    """The same for a post, which may be markup already."""
    return mark_safe(column.bound(conditional_escape(value)))  # noqa: S308 - escaped; only spans were added


@register.filter
def line_name(name: str) -> SafeString:
    """A name on a line of its own, which does not break unless it is longer than half a sheet."""
    return format_html('<span class="nb">{}</span>' if letters(name) <= _HALF else "{}", name)


@register.filter
def title_lines(title: str) -> SafeString:
    """A title that breaks before what the report is for, or before where that is, and nowhere else as long as both
    halves fit.
    """
    halves = _AIM.split(title, maxsplit=1)
    if len(halves) == 1 or any(letters(half) > _TITLE for half in halves):
        return mark_safe(keep_together(escape(title)))  # noqa: S308 - escaped
    return mark_safe(BREAK.join(format_html('<span class="nb">{}</span>', half) for half in halves))  # noqa: S308 - escaped by format_html


@register.filter
def names_year(title: str, year: int) -> bool:
    """Whether a title says a year already, in digits of either kind."""
    return any(str(year) in text for text in (title, title.translate(_ARABIC)))


_ARABIC = str.maketrans("๐๑๒๓๔๕๖๗๘๙", "0123456789")


@register.filter
def lines_of_the_first_cell(measure: Measure, layout: Layout) -> list[tuple[str, str, str]]:
    """(mark, label, words) of what stands under a measure's heading: its steps, then under their labels the details
    that have no column.
    """
    steps = [(each.marker, "", each.text) for each in measure.steps]
    return [*steps, *(("", each.shown_label, each.text) for each in layout.details(measure))]


@register.filter
def details_without_column(measure: Measure, layout: Layout) -> list[Detail]:
    """The details that stand under the steps, for the layout has no column for them."""
    return layout.details(measure)


@register.filter
def paragraphs_of(measure: Measure, part: Part) -> list[tuple[str, str]]:
    """(mark, words) of what stands of a measure in one of the columns between."""
    return words_of(measure, part)


@register.filter
def lines_to_begin(heading: str, column: Column) -> int:
    """How many lines must be free on a page for a row with this heading to begin on it: the heading's and two more."""
    lines = -(-letters(heading) // int(column.room * _BOLD)) + 2
    return min(max(lines, _LINES_TO_BEGIN[0]), _LINES_TO_BEGIN[-1])


@register.filter
def goes_on_lines(measure: Measure, column: Column) -> int:
    """How many lines the words at the top of a row's further pages take: one, or two for a long name or several."""
    first = measure.officers[0].name if measure.officers else ""
    return 2 if len(measure.officers) > 1 or letters(first) > column.room else 1
