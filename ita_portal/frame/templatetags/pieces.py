"""Pieces of a page that recur, each with a name; /pieces/ of the development server shows them all."""

from __future__ import annotations

from functools import lru_cache

from bs_icon_templates.templatetags.bs_icons import bs_icon
from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from workflow.badge import Status

register = template.Library()

# What a notice of each kind shows where the template names no other icon.
_ICONS = {"": "info-circle", "ok": "check-circle-fill", "wait": "exclamation-triangle-fill"}
_ICONS["bad"] = _ICONS["wait"]
# How a step of an `ol.steps` is marked.
_DONE = SafeString(' class="done"')
_DONE_SAID = SafeString('<span class="visually-hidden">เสร็จแล้ว: </span>')
_FOCUS = SafeString(' tabindex="-1" autofocus')
_PRESENT = SafeString(' aria-current="step"')

# How a piece of a changed text is marked, and what a screen reader says before and after it.
_CHANGES = {
    "added": ("ins", "เพิ่มข้อความ: ", " จบที่เพิ่ม "),
    "different": ("ins", "ต่างกันตรงนี้: ", ""),
    "removed": ("del", "ตัดข้อความ: ", " จบที่ตัด "),
}


@register.simple_tag
@lru_cache(256)  # a picture is a template of its own, and a list shows the same few on each line
def icon(name: str) -> SafeString:
    """`{% icon "download" %}` draws an icon of Bootstrap's, which screen readers pass over."""
    return format_html('<span class="i" aria-hidden="true">{}</span>', bs_icon(name))


@register.simple_tag
@lru_cache(256, typed=True)  # words that are safe and words that are not are two things
def badge(kind: str, icon_name: str, text: str) -> SafeString:
    """`{% badge "ok" "globe" "เผยแพร่แล้ว" %}` shows a state by colour, icon and words together.

    The kind is idle, now, wait, ok or bad.
    """
    return format_html('<span class="st {}">{} {}</span>', kind, icon(icon_name), text)


@register.simple_tag
def badge_of(status: Status) -> SafeString:
    """`{% badge_of line.status %}` shows the badge that code has chosen."""
    return badge(status.kind, status.icon, status.text)


@register.simple_block_tag
def notice(
    content: str,
    kind: str = "",
    *,
    icon_name: str = "",
    heading: str = "",
    role: str = "",
    id: str = "",
    extra: str = "",
    focus: bool = False,
) -> SafeString:
    """`{% notice "wait" heading="ยังส่งตรวจไม่ได้" %}<p>…</p>{% endnotice %}` is a box that must be seen.

    The kind is "" (to know), ok, wait (to look at) or bad; the heading is a plain text, any other stands in the
    content as an h2. `role` is "status" or "alert" where a screen reader should say it at once, `extra` more classes,
    `focus` that it takes the focus when the page comes.
    """
    return format_html(
        '<div class="{}"{}{}{}>{}<div>{}{}</div></div>',
        " ".join(name for name in ("notice", kind, extra) if name),
        format_html(' role="{}"', role) if role else "",
        format_html(' id="{}"', id) if id else "",
        _FOCUS if focus else "",
        icon(icon_name or _ICONS[kind]),
        format_html("<h2>{}</h2>", heading) if heading else "",
        content,
    )


@register.simple_block_tag
def page_head(content: str) -> SafeString:
    """`{% page_head %}…{% endpage_head %}` is a page's head: caption (if any), h1 and lead (if any), in this order."""
    return format_html('<div class="pagehead"><div>{}</div></div>', content)


@register.simple_tag
def back_link(url: str, *words: object) -> SafeString:
    """`{% back_link url "มาตรการ" measure.code %}` stands above the head and leads to the page that this one is of."""
    text = " ".join(str(word) for word in words)
    return format_html('<a class="back" href="{}">{} {}</a>', url, icon("chevron-left"), text)


@register.simple_block_tag
def summary_row(content: str, label: object) -> SafeString:
    """`{% summary_row "ผู้เสนอ" %}…{% endsummary_row %}` is one row of a `dl.summary`: its label and what it is."""
    return format_html("<div><dt>{}</dt><dd>{}</dd></div>", label, content)


@register.inclusion_tag("_task_row.html")
def task_row(title: str, *, detail: str = "", url: str = "", status: Status | None = None) -> dict[str, object]:
    """`{% task_row line.title url=line.url detail=line.detail status=line %}` is one row of a `ul.tasks`."""
    return {"title": title, "detail": detail, "url": url, "status": status}


@register.simple_block_tag
def step(content: str, number: int, name: str, *, now: int) -> SafeString:
    """`{% step 2 "ความก้าวหน้า" now=step %}…{% endstep %}` is one of the steps of an `ol.steps`; `now` is the present."""
    is_done = now > number
    return format_html(
        '<li{}><span class="dot" aria-hidden="true">{}</span><b>{}</b><span>{}{}</span></li>',
        _DONE if is_done else _PRESENT if now == number else "",
        bs_icon("check-lg") if is_done else number,
        name,
        _DONE_SAID if is_done else "",
        SafeString(content.strip()),  # no line breaks of the template before what is short
    )


@register.simple_tag
def menu_item(url: str, text: str, *, section: str, here: str, current: str = "page") -> SafeString:
    """`{% menu_item link "รายงาน" section="report" here=frame.here %}` is a menu's item, marked where one is `here`."""
    mark = format_html(' aria-current="{}"', current) if section == here else ""
    return format_html('<li><a href="{}"{}>{}</a></li>', url, mark, text)


@register.simple_tag
def changed_words(kind: str, words: str) -> SafeString:
    """`{% changed_words kind words %}` is a piece of a text; one added, removed or different is marked for ears too."""
    if kind not in _CHANGES:
        return format_html("{}", words)
    element, begins, ends = _CHANGES[kind]
    return format_html("<{0}>{1}{2}{3}</{0}>", element, _for_ears(begins), words, _for_ears(ends))


def _for_ears(words: str) -> SafeString:
    return format_html('<span class="visually-hidden">{}</span>', words) if words else SafeString("")


@register.filter
def nowrap(value: object) -> SafeString:
    """`{{ round.submitted_by|nowrap }}`: a name or a date within which no line breaks."""
    return format_html('<span class="nb">{}</span>', value)


@register.filter
def person(name: object) -> SafeString:
    """`{{ duty.officer.name|person }}`: as nowrap; on a line too narrow for the whole name it breaks at its spaces."""
    return _person(str(name))


@lru_cache(512, typed=True)
def _person(name: str) -> SafeString:
    words = name.split(" ")
    return nowrap(format_html_join(" ", "{}", ([nowrap(each)] for each in words)) if len(words) > 1 else name)
