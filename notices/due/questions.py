"""What people must know of questions on measures: that they were asked, and that they were answered."""

from __future__ import annotations

from collections.abc import Iterator

from django.urls import reverse

from accounts.models import Agency
from measures.models import Question
from notices.due.matter import Matter
from notices.due.people import People
from notices.models import Kind
from thai.dates import format_date


def matters(agency: Agency, people: People) -> Iterator[Matter]:
    """Of all open questions: to whoever of the two did not speak last; two queries."""
    rows = Question.objects.filter(measure__plan__agency=agency, measure__removed_at=None, closed_at=None)
    rows = rows.select_related("measure__plan", "by").prefetch_related("answers__by").order_by()
    for question in sorted(rows, key=lambda each: each.pk):
        answers = list(question.answers.all())
        last = answers[-1] if answers else question
        plan, measure = question.measure.plan, question.measure
        verb = "ตอบ" if answers else "ถาม"
        title = f"{Kind.QUESTION.label}: {last.by} {verb}เรื่องมาตรการ {measure.called}"
        detail = f"{last.text}\n{last.by} เมื่อ {format_date(last.at, style='short')}"
        url = reverse("measures:question", args=[agency.slug, plan.year, measure.pk, question.pk])
        for user in (question.by_id, question.to_id):
            if user != last.by_id and user in people.members:
                key = f"question:{question.pk}:{len(answers)}"
                yield Matter(user, Kind.QUESTION, measure.subject, key, title[:200], detail, url)
