"""Scores that came in, or were mended, after a published report was submitted: its annex can't tell them."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Min

from audit.models import AuditEvent
from files.errors import Altered
from measures.models import Plan
from reports.compiling.kept import contents
from reports.compiling.kinds import scores_told
from reports.models import Publication, Round
from reports.models.kinds import SCORES
from scores.models import ScoreSheet

_SAVED = ("scores.saved", "scores.imported")


@dataclass(frozen=True)
class LateScores:
    """What a new edition would tell of scores and the published one doesn't; `has_annex` where it tells others."""

    plan: Plan
    has_annex: bool

    @property
    def title(self) -> str:
        if self.has_annex:
            return "คะแนนในภาคผนวกของรายงานที่เผยแพร่ไม่ใช่คะแนนล่าสุด"
        return "มีคะแนนก่อนและหลังดำเนินมาตรการให้เทียบแล้ว"

    @property
    def words(self) -> str:
        """What happened, and what may be done."""
        if self.has_annex:
            years = f"ปี {self.plan.assessed_year} หรือปี {self.plan.year}"
            return f"มีผู้บันทึกผลคะแนน{years} หลังเสนอรายงาน หากต้องการให้รายงานบอกคะแนนล่าสุด ให้ออกฉบับใหม่"
        return "คะแนนบันทึกหลังเสนอรายงาน หากต้องการให้รายงานมีภาคผนวกคะแนน ให้ออกฉบับใหม่ แล้วเลือกภาคผนวกนี้"

    @property
    def both(self) -> str:
        """Both in one line."""
        return f"{self.title} {self.words}"


def of(publication: Publication) -> LateScores | None:
    """What a published report doesn't tell; None where it tells all, and where its coordinator could have chosen the
    annex and didn't. One query where no score was saved since it was submitted."""
    round_ = publication.round
    edition = round_.edition
    plan = edition.report.plan
    if not edition.is_published or SCORES not in edition.report.declared.tells or plan.is_from_paper:
        return None
    sheets = ScoreSheet.objects.filter(agency=plan.agency_id, year__in=(plan.assessed_year, plan.year))
    keys = list(sheets.filter(saved_at__gt=round_.submitted_at).values_list("pk", flat=True))
    if not keys or (not edition.with_scores and not _is_any_new(keys, round_)):
        return None
    told = scores_told.of(plan, contents.of(plan))
    try:
        is_told = round_.read().scores == told
    except Altered:  # the report's own page says what is wrong with it
        return None
    return None if is_told else LateScores(plan, edition.with_scores)


def _is_any_new(sheets: list[int], round_: Round) -> bool:
    """Whether one of the sheets had no score yet when the round was submitted; one query."""
    subjects = [f"scores:{key}" for key in sheets]
    events = AuditEvent.objects.filter(subject__in=subjects, action__in=_SAVED).order_by()
    first = events.values_list("subject").annotate(Min("seq"))
    return any(seq > round_.audit_seq for _, seq in first)
