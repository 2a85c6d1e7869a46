"""Two people saved the same rows: both versions side by side, and a choice field by field."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render

from accounts.models import User
from audit.models import AuditEvent
from measures.models import Measure
from measures.services.difference import marked
from measures.services.rows import Clash, Conflict, Content, Loser
from thai import dates

_OURS = ("choose-", "theirs-", "merged-")
_DATE_FIELDS = ("start", "end", "ongoing")


@dataclass(frozen=True)
class Choice:
    """One clash as the page shows it."""

    clash: Clash
    label: str

    @property
    def name(self) -> str:
        return f"{self.clash.place}-{self.clash.field}"

    @property
    def mine(self) -> list[tuple[bool, str]]:
        return marked(_shown(self.clash, mine=True), _shown(self.clash, mine=False))

    @property
    def theirs(self) -> list[tuple[bool, str]]:
        return marked(_shown(self.clash, mine=False), _shown(self.clash, mine=True))

    @property
    def hidden(self) -> dict[str, str]:
        """The other's values, so that choosing them needs nothing but this post."""
        place, stored = self.clash.place, self.clash.theirs
        if self.clash.field == "text":
            return {f"theirs-{place}-text": stored.text}
        if self.clash.field == "removed":
            return {f"theirs-{place}-removed": "on" if self.clash.theirs_removed else ""}
        start, end = stored.start_on, stored.end_on
        return {
            f"theirs-{place}-start": dates.format_date(start) if start else "",
            f"theirs-{place}-end": dates.format_date(end) if end else "",
            f"theirs-{place}-ongoing": "on" if stored.open_ended else "",
        }


def _shown(clash: Clash, *, mine: bool) -> str:
    said: Content = clash.mine if mine else clash.theirs
    if clash.field == "removed":
        gone = clash.mine_removed if mine else clash.theirs_removed
        return "นำรายการนี้ออก" if gone else (clash.theirs.text if clash.mine_removed else clash.mine.text)
    return said.text if clash.field == "text" else said.span or "ไม่มีวันที่"


def respond(request: HttpRequest, measure: Measure, conflict: Conflict, data: QueryDict) -> HttpResponse:
    """The page of choices, status 409: it carries the whole form, so that nothing typed is lost."""
    choices = [Choice(clash, _label(clash)) for clash in conflict.clashes]
    bases = {f"{choice.clash.place}-base": choice.clash.theirs.digest for choice in choices}
    carried = [
        (key, bases.get(key, value))
        for key, values in data.lists()
        for value in values
        if key not in ("csrfmiddlewaretoken", "do") and not key.startswith(_OURS)
    ]
    event = AuditEvent.objects.filter(subject=f"measure:{measure.pk}").order_by("-seq").first()
    other = User.objects.filter(pk=event.actor).first() if event and event.actor else None
    context = {"measure": measure, "choices": choices, "carried": carried, "other": other, "at": event and event.at}
    return render(request, "measures/progress/conflict.html", context, status=409)


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
            for name in _DATE_FIELDS if field == "dates" else (field,):
                data[f"{place}-{name}"] = posted.get(f"theirs-{place}-{name}", "")
    return data


def losers(posted: QueryDict) -> list[Loser]:
    """One's own words that one gave up in the choices of a conflict page."""
    lost = []
    for key, choice in posted.items():
        place = key.removeprefix("choose-").removesuffix("-text")
        pk = posted.get(f"{place}-pk", "")
        if key == f"choose-{place}-text" and choice != "mine" and pk.isdecimal():
            lost.append(Loser(place, int(pk), Content(posted.get(f"{place}-text", ""))))
    return lost


def _label(clash: Clash) -> str:
    name = "การดำเนินการ" if clash.place.startswith("actions") else "ผลลัพธ์"
    return {"text": f"ข้อความของ{name}", "dates": "วันที่ดำเนินการ", "removed": f"จะเก็บ{name}นี้ไว้หรือนำออก"}[clash.field]
