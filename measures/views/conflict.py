"""Two people saved the same rows: both versions side by side, and a choice field by field."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from django.http import HttpResponse, QueryDict

from accounts.access import SignedInRequest
from editing.choices import Choice, carry, draw, unanswered
from editing.versions import Values, Version, read
from editing.who_saved import Trail
from measures.models import Measure
from measures.services.rows import Clash, Conflict, Content, Row, base_of
from thai import dates
from thai.difference import marked
from thai.merging import merge_words

KEPT = "ข้อความที่ไม่ได้เลือกจะเก็บไว้ในประวัติของมาตรการ นำกลับมาใช้ได้"
_DATE_FIELDS = ("start", "end", "ongoing")
# What a choice brings with it: who keeps another's row keeps what it says now.
_FIELDS = {"text": ("text",), "dates": _DATE_FIELDS, "removed": ("removed", "text", *_DATE_FIELDS)}


def drawn(rows: Iterable[Mapping[str, object]]) -> str:
    """What a form carries of all its rows, by their bases: the words, and where the trail stood."""
    return Version("", {str(row["base"]): str(row["text"]) for row in rows if row.get("base")}).sign()


def respond(request: SignedInRequest, measure: Measure, conflict: Conflict, data: QueryDict) -> HttpResponse:
    """The page of choices, status 409: it carries the whole form, so that nothing typed is lost."""
    was = read(data.get("drawn", ""))
    bases = {f"{clash.place}-base": base_of(clash.theirs, removed=clash.theirs_removed) for clash in conflict.clashes}
    texts = {bases[f"{clash.place}-base"]: clash.theirs.text for clash in conflict.clashes}
    now = {**bases, "drawn": Version("", {**was.values, **texts}).sign()}
    carried = [(key, now.get(key, value)) for key, value in carry(data) if value or not key.endswith("ongoing")]
    # A draft of this page must meet the same conflict again, whatever was half chosen.
    carried += [(f"before-{place}", data.get(place, "")) for place in now]
    who = Trail([f"measure:{measure.pk}"]).savers(request.user, was.seq)
    choices = [_choice(clash, _base(clash, was.values, data)) for clash in conflict.clashes]
    return draw(request, choices, carried, who, about=measure.caption, kept=KEPT)


def _base(clash: Clash, words: Values, data: QueryDict) -> str | None:
    """What the row said when its form was drawn."""
    text = words.get(data.get(f"{clash.place}-base", ""))
    return text if isinstance(text, str) else None


def _choice(clash: Clash, base: str | None) -> Choice:
    mine, theirs = _shown(clash, mine=True), _shown(clash, mine=False)
    is_words = clash.field == "text"
    return Choice(
        name=f"{clash.place}-{clash.field}",
        label=_label(clash),
        mine=[[(False, mine)] if clash.field == "removed" else marked(mine, theirs)],
        theirs=[[(False, theirs)] if clash.field == "removed" else marked(theirs, mine)],
        third="merge" if is_words else "",
        merged=merge_words(base, clash.mine.text, clash.theirs.text) if is_words else "",
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
    content: Content = clash.mine if mine else clash.theirs
    if clash.field == "removed":
        gone = clash.mine_removed if mine else clash.theirs_removed
        return "นำรายการนี้ออก" if gone else (clash.theirs.text if clash.mine_removed else clash.mine.text)
    return content.text if clash.field == "text" else content.span or "ไม่มีวันที่"


def chosen(posted: QueryDict) -> QueryDict:
    """The form's data after the choices of a conflict page; the post itself where there were none.

    Where something was not answered, nothing was: it is what met the conflict.
    """
    return _drawn_before(posted.copy()) if unanswered(posted) else _choices_made(posted)


def _choices_made(posted: QueryDict) -> QueryDict:
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


def data_of_draft(typed: QueryDict) -> QueryDict:
    """The form's data out of a draft of a conflict page: with its choices, but drawn from what it was drawn from."""
    return _drawn_before(_choices_made(typed))


def _drawn_before(data: QueryDict) -> QueryDict:
    for key, base in list(data.items()):
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
