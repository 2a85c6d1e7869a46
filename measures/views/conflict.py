"""Two people saved the same rows: both versions side by side, and a choice field by field."""

from __future__ import annotations

from collections.abc import Iterable

from django.http import HttpRequest, HttpResponse, QueryDict

from accounts.views.conflict import Choice, carry, draw, other
from measures.models import Measure
from measures.services.rows import Clash, Conflict, Content, Row, base_of
from thai import dates
from thai.difference import both, marked

KEPT = "ข้อความที่ไม่ได้เลือกจะเก็บไว้ในประวัติของมาตรการ นำกลับมาใช้ได้"
_DATE_FIELDS = ("start", "end", "ongoing")
# What a choice brings with it: who keeps another's row keeps what it says now.
_FIELDS = {"text": ("text",), "dates": _DATE_FIELDS, "removed": ("removed", "text", *_DATE_FIELDS)}


def respond(request: HttpRequest, measure: Measure, conflict: Conflict, data: QueryDict) -> HttpResponse:
    """The page of choices, status 409: it carries the whole form, so that nothing typed is lost."""
    bases = {f"{clash.place}-base": base_of(clash.theirs, removed=clash.theirs_removed) for clash in conflict.clashes}
    carried = [(key, bases.get(key, value)) for key, value in carry(data) if value or not key.endswith("ongoing")]
    # A draft of this page must meet the same conflict again, whatever was half chosen.
    carried += [(f"before-{place}", data.get(place, "")) for place in bases]
    who = other(request, [f"measure:{measure.pk}"], ["progress.saved", "progress.restored"])
    choices = [_choice(clash) for clash in conflict.clashes]
    return draw(request, choices, carried, who, about=f"มาตรการข้อ {measure.code}", kept=KEPT)


def _choice(clash: Clash) -> Choice:
    mine, theirs = _shown(clash, mine=True), _shown(clash, mine=False)
    is_words = clash.field == "text"
    return Choice(
        name=f"{clash.place}-{clash.field}",
        label=_label(clash),
        mine=[[(False, mine)] if clash.field == "removed" else marked(mine, theirs)],
        theirs=[[(False, theirs)] if clash.field == "removed" else marked(theirs, mine)],
        third="merge" if is_words else "",
        merged=both(clash.theirs.text, clash.mine.text) if is_words else "",
        is_words=is_words,
        hidden=_hidden(clash),
    )


def _hidden(clash: Clash) -> dict[str, str]:
    """The other's values, so that choosing them needs nothing but this post."""
    stored = clash.theirs
    start, end = stored.start_on, stored.end_on
    values = {
        "removed": "on" if clash.theirs_removed else "",
        "text": stored.text,
        "start": dates.format_date(start) if start else "",
        "end": dates.format_date(end) if end else "",
        "ongoing": "on" if stored.open_ended else "",
    }
    return {f"theirs-{clash.place}-{name}": values[name] for name in _FIELDS[clash.field]}


def _shown(clash: Clash, *, mine: bool) -> str:
    said: Content = clash.mine if mine else clash.theirs
    if clash.field == "removed":
        gone = clash.mine_removed if mine else clash.theirs_removed
        return "นำรายการนี้ออก" if gone else (clash.theirs.text if clash.mine_removed else clash.mine.text)
    return said.text if clash.field == "text" else said.span or "ไม่มีวันที่"


def chosen(posted: QueryDict) -> QueryDict:
    """The form's data after the choices of a conflict page; the post itself where there were none."""
    data = posted.copy()
    for key, choice in posted.items():
        if not key.startswith("choose-"):
            continue
        place, _, field = key.removeprefix("choose-").rpartition("-")
        if choice == "merge" and field == "text":
            data[f"{place}-text"] = posted.get(f"merged-{place}-text", "")
        elif choice == "theirs":
            for name in _FIELDS.get(field, ()):
                data[f"{place}-{name}"] = posted.get(f"theirs-{place}-{name}", "")
    return data


def unchosen(typed: QueryDict) -> QueryDict:
    """The form's data out of a draft of a conflict page: with its choices, but drawn from what it was drawn from."""
    data = chosen(typed)
    for key, base in typed.items():
        if key.startswith("before-"):
            data[key.removeprefix("before-")] = str(base)
    return data


def given_up(posted: QueryDict, sent: Iterable[Row]) -> list[Row]:
    """One's own rows, as they were sent, of which one gave up something in the choices of a conflict page."""
    places = {
        key.removeprefix("choose-").rpartition("-")[0]
        for key, choice in posted.items()
        if key.startswith("choose-") and choice != "mine"
    }
    return [row for row in sent if row.place in places and row.pk and row.content.text and not row.removed]


def _label(clash: Clash) -> str:
    name = "การดำเนินการ" if clash.place.startswith("actions") else "ผลลัพธ์"
    return {"text": f"ข้อความของ{name}", "dates": "วันที่ดำเนินการ", "removed": f"จะเก็บ{name}นี้ไว้หรือนำออก"}[clash.field]
