"""What one looks for in the event log, out of the query string."""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta
from typing import Any

from django import forms
from django.db.models import QuerySet

from accounts.models import Agency, Membership
from audit import events
from audit.events import Wanted
from audit.models import AuditEvent
from editing.fields import ThaiDateField
from editing.form_layout import FilterHelper
from ita_portal.eventlog.lines import objects_named
from ita_portal.eventlog.sentences import BEGINNINGS, EVERYDAY, Topic
from measures.models import Measure
from thai.dates.showing import BANGKOK
from thai.digits import to_arabic
from thai.text import fold

EVERYTHING = "all"
_TOPICS = [("", "ทุกเรื่อง ยกเว้นการเข้าและออกจากระบบ"), (EVERYTHING, "ทุกเรื่อง"), *Topic.choices]
_HASH = re.compile(r"[0-9a-f]{4} ?[0-9a-f]{4}|[0-9a-f]{8,64}")


class LogForm(forms.Form):
    """The filters above the list; all empty shows everything but who came in and went out."""

    q = forms.CharField(label="ค้นหา", required=False, max_length=100, widget=forms.TextInput(attrs={"type": "search"}))
    who = forms.ChoiceField(label="ผู้ทำรายการ", required=False)
    about = forms.ChoiceField(label="เรื่อง", required=False, choices=_TOPICS)
    since = ThaiDateField(label="ตั้งแต่วันที่", required=False)
    until = ThaiDateField(label="ถึงวันที่", required=False)

    helper = FilterHelper(form_show_errors=True)

    def __init__(self, data: Any, agency: Agency) -> None:  # noqa: ANN401 - a query string
        super().__init__(data)
        self.agency = agency
        rows = Membership.objects.filter(agency=agency).order_by("user__name", "user")
        self.people = dict(rows.values_list("user", "user__name"))
        choices = [("", "ทุกคน"), *((str(key), name) for key, name in self.people.items()), ("0", "ระบบ")]
        who = self.fields["who"]
        assert isinstance(who, forms.ChoiceField)
        who.choices = choices

    def events(self) -> QuerySet[AuditEvent]:
        """What is found, the latest first; nothing where a field can't be read.

        Sign-ins belong to no agency: those of people are shown who have a role in this one and in no other.
        """
        if not self.is_valid():
            return AuditEvent.objects.none()
        others = Membership.objects.filter(user__in=self.people).exclude(agency=self.agency)
        only_here = set(self.people) - set(others.values_list("user", flat=True))
        return events.of_agency(self.agency.pk, self._wanted(), accounts=[f"user:{key}" for key in only_here])

    @property
    def leaves_out(self) -> bool:
        """Whether sign-ins are passed over, which the page says."""
        return self.is_valid() and bool(self._wanted().but)

    def _wanted(self) -> Wanted:
        cleaned = self.cleaned_data
        about, words = cleaned["about"], to_arabic(cleaned["q"].strip())
        plain = words.lower().replace(" ", "")
        seq = int(plain) if plain.isdecimal() and len(plain) < 16 else None
        is_hash = seq is None and _HASH.fullmatch(words.lower()) is not None
        return Wanted(
            seq=seq,
            hash=plain if is_hash else None,
            subjects=self._subjects(words) if words and seq is None and not is_hash else None,
            actor=int(cleaned["who"]) if cleaned["who"] else None,
            actions=BEGINNINGS[Topic(about)] if about in Topic else None,
            but=EVERYDAY if not about and seq is None and not is_hash else (),
            since=_midnight(cleaned["since"]) if cleaned["since"] else None,
            until=_midnight(cleaned["until"] + timedelta(days=1)) if cleaned["until"] else None,
        )

    def _subjects(self, words: str) -> list[str]:
        """What the words are about: measures, people, and all of which the page prints the words."""
        looked_for = fold(words)
        rows = Measure.objects.filter(plan__agency=self.agency).order_by()
        found = [
            f"measure:{key}"
            for key, *texts in rows.values_list("pk", "code", "code_as_written", "question")
            if any(looked_for in fold(text) for text in texts)
        ]
        subjects = (
            AuditEvent.objects.filter(agency=self.agency.pk).order_by().values_list("subject", flat=True).distinct()
        )
        shown = objects_named(set(subjects), self.agency)
        found += [subject for subject, name in shown.items() if looked_for in fold(name)]
        people = [key for key, name in self.people.items() if looked_for in fold(name)]
        memberships = Membership.objects.filter(agency=self.agency, user__in=people).values_list("pk", flat=True)
        return [*found, *(f"user:{key}" for key in people), *(f"membership:{key}" for key in memberships)]


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time.min, BANGKOK)
