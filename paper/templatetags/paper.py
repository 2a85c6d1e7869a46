"""Template filters of the report on paper."""

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from paper.measuring import letters

register = template.Library()

# So many letters, marks aside, surely stand side by side at 14 pt:
_HALF = 30  # in half a portrait sheet
_FITTING = {"landscape": 17, "portrait": 11}  # in the column of officers (21 % of the sheet's text)
_IN_PANEL = {"landscape": 23, "portrait": 27}
_FITTING_FIRST = {"landscape": 22, "portrait": 13}  # the same in the column of measures
_LINES_TO_BEGIN = range(5, 13)  # as many as report.css has; five are an officer's name and post


@register.filter
def column_name(name: str, orientation: str) -> SafeString:
    """A name that does not break between title and surname; one too long for the column breaks at its spaces."""
    return _bound(name, _FITTING[orientation])


@register.filter
def panel_name(name: str, orientation: str) -> SafeString:
    """The same for the narrow blocks in which people sign."""
    return _bound(name, _IN_PANEL[orientation])


def _bound(name: str, most: int) -> SafeString:
    pieces = [name] if letters(name) <= most else name.split(" ")
    bound = [format_html('<span class="nb">{}</span>' if letters(p) <= most else "{}", p) for p in pieces]
    return mark_safe(" ".join(bound))  # noqa: S308 - escaped by format_html


@register.filter
def line_name(name: str) -> SafeString:
    """A name on a line of its own, which does not break unless it is longer than half a sheet."""
    return format_html('<span class="nb">{}</span>' if letters(name) <= _HALF else "{}", name)


@register.filter
def lines_to_begin(heading: str, orientation: str) -> int:
    """How many lines must be free on a page for a row with this heading to begin on it: the heading's and two more."""
    lines = -(-letters(heading) // _FITTING_FIRST[orientation]) + 2
    return min(max(lines, _LINES_TO_BEGIN[0]), _LINES_TO_BEGIN[-1])
