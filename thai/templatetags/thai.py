"""Template filters for Thai dates, digits, names and line breaking; None or "" shows as nothing."""

import re
from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal

from django import template
from django.utils.html import conditional_escape
from django.utils.safestring import SafeData, SafeString, mark_safe

from thai.dates import Digits, format_date, format_moment, format_time
from thai.dates.names import MONTHS, SHORT_MONTHS
from thai.digits import DigitStyle, set_digits, to_thai

register = template.Library()


def _digits(style: str) -> Digits:
    """An agency's setting as the digits of a date: as_written says nothing of dates, which are Arabic then."""
    return "thai" if style == "thai" else "arabic"


@register.filter
def as_title(value: str) -> str:
    """The heading of a measure where it stands alone: the colon leads on to what follows it on the paper."""
    return value.rstrip(" :")


@register.filter
def thai_date(value: date | None, digits: str = "arabic") -> str:
    """`29 กันยายน 2566`."""
    return format_date(value, digits=_digits(digits)) if value else ""


@register.filter
def thai_date_short(value: date | None, digits: str = "arabic") -> str:
    """`29 ก.ย. 66`."""
    return format_date(value, style="short", digits=_digits(digits)) if value else ""


@register.filter
def thai_date_weekday(value: date | None, digits: str = "arabic") -> str:
    """`วันศุกร์ที่ 29 กันยายน พ.ศ. 2566`."""
    return format_date(value, style="weekday", digits=_digits(digits)) if value else ""


@register.filter
def thai_time(value: datetime | None, digits: str = "arabic") -> str:
    """`13.45 น.` in Bangkok."""
    return format_time(value, _digits(digits)) if value else ""


@register.filter
def thai_moment(value: datetime | None, digits: str = "arabic") -> str:
    """`25 ก.ย. 66 เวลา 16.10 น.` in Bangkok."""
    return format_moment(value, _digits(digits)) if value else ""


@register.filter
def thai_number(value: object, digits: str = "arabic") -> str:
    """`1,284`, with the decimals that the number has."""
    if value is None or value == "":
        return ""
    shown = f"{value:,}" if isinstance(value, int | float | Decimal) else str(value)
    return to_thai(shown) if digits == "thai" else shown


# Elements whose text isn't laid out in lines or must come back as it is.
_RAW = {"textarea", "script", "style", "title"}
_RAW_TAG = re.compile(rf"<\s*(?:{'|'.join(sorted(_RAW))})", re.IGNORECASE)
_TAG = re.compile(r"(<[^<>]*>)")
_TAG_NAME = re.compile(r"<(/?)\s*([A-Za-z]+)")
_ENTITY = re.compile(r"(&#?[0-9A-Za-z]{1,31};)")
_MONTH = "|".join(re.escape(name) for name in (*SHORT_MONTHS, *MONTHS))
_NUMBER = "[0-9๐-๙]"
_DATE = re.compile(rf"(?:{_NUMBER} )?(?:{_MONTH}) (?:(?:พ\.ศ\.|ค\.ศ\.) )?(?={_NUMBER})")
# The time of day with what stands round it, and how many days are left.
_TIME = re.compile(rf"(?:เวลา )?{_NUMBER}{{1,2}}[.:]{_NUMBER}{{2}} น\.|(?:อีก|แล้ว) {_NUMBER}[0-9๐-๙,]* วัน")
_BOUND = re.compile(f"{_NUMBER}|ๆ")  # what stands in all that is bound; most of a page's texts have neither
# What follows a tag and may hold something to be bound: a text without is given up at once, not letter by letter.
_TEXT = re.compile(f">[^<>0-9๐-๙ๆ]*+(?:{_NUMBER}|ๆ)[^<>]*+")
_NBSP = "\u00a0"


def _outside_tags(html: str, change: Callable[[str], str]) -> SafeString:
    """HTML with its running text changed; tags, and the text of raw elements, stay as they are."""
    parts, raw = [], ""
    for part in _TAG.split(html):
        if part.startswith("<") and part.endswith(">"):
            raw = _raw_element(part, raw)
            parts.append(part)
        else:
            parts.append(part if raw else change(part))
    return mark_safe("".join(parts))  # noqa: S308  the parts were safe HTML and no markup was added


def _raw_element(tag: str, inside: str) -> str:
    """The raw element that one stands in after a tag."""
    match = _TAG_NAME.match(tag)
    if not match or match[2].lower() not in _RAW:
        return inside
    return "" if match[1] else inside or match[2].lower()


def _escaped(value: object) -> str:
    return conditional_escape(value if isinstance(value, str) else str(value))


@register.filter
def keep_together(value: object) -> SafeString | str:
    """No line break inside a date, a time or a count of days, nor before ๆ: shown with U+00A0, never stored so.

    Plain text is escaped first; of a whole page the text alone is bound.
    """
    if value is None or value == "":
        return ""
    html = _escaped(value)
    begin = html.find("<")
    if begin < 0 or _RAW_TAG.search(html):
        return _outside_tags(html, _bind)
    # A page has thousands of texts, and few that hold anything to be bound: those alone are looked at.
    texts = _TEXT.sub(lambda found: _bind(found[0]), html[begin:])
    return mark_safe(_bind(html[:begin]) + texts)  # noqa: S308  it was safe HTML and no markup was added


def _bind(text: str) -> str:
    if not _BOUND.search(text):
        return text
    for together in (_DATE, _TIME):
        text = together.sub(lambda found: found[0].replace(" ", _NBSP), text)
    return text.replace(" ๆ", f"{_NBSP}ๆ")


@register.filter
def digits(value: object, style: DigitStyle) -> str:
    """All numbers in one kind of digit (an agency's setting), codes and addresses left alone; see set_digits."""
    if value is None or value == "":
        return ""
    if isinstance(value, SafeData):
        return _outside_tags(str(value), lambda text: _outside_entities(text, style))
    return set_digits(str(value), style)


def _outside_entities(text: str, style: DigitStyle) -> str:
    return "".join(part if index % 2 else set_digits(part, style) for index, part in enumerate(_ENTITY.split(text)))


# นายกองค์การ, นายกเทศมนตรี and their like are posts, not Mr ก.
_POST = r"นายก(?:องค์การ|เทศมนตรี|รัฐมนตรี|สมาคม|สภา|เมือง|เหล่า|อบต|อบจ|\s|$)"
_TITLE = r"(?:นางสาว|นาย|นาง|น\.ส\.|ดร\.|ว่าที่ร้อยตรี|ว่าที่ ร\.ต\.)"
_PERSON = re.compile(rf"(?<![ก-๛])(?!{_POST})({_TITLE}\s?[ก-๛]{{1,40}})(?:(\s)([ก-๛]{{1,40}}))?(?![ก-๛])")
_LONGEST_NAME = 60


@register.filter
def names(value: object, how: str = "") -> SafeString | str:
    """A person's title and name in `<span class="nb">`, within which no line breaks.

    Of a text that goes on after the name only the name is bound; a short text without a title is a name as a whole.
    `names:"parts"` binds title and first name, and surname, each by itself: for narrow columns on paper.
    """
    if value is None or value == "":
        return ""
    text = _escaped(value)  # a name holds no markup, so that escaping before looking loses nothing
    bound, count = _PERSON.subn(lambda person: _bound(person, how), text)
    if not count and len(text) <= _LONGEST_NAME:
        bound = " ".join(map(_span, text.split(" "))) if how == "parts" else _span(text)
    return mark_safe(bound)  # noqa: S308  escaped above; only spans were added


def _bound(person: re.Match[str], how: str) -> str:
    first, space, surname = person.groups(default="")
    if how == "parts" and surname:
        return f"{_span(first)}{space}{_span(surname)}"
    return _span(person[0])


def _span(text: str) -> str:
    return f'<span class="nb">{text}</span>'
