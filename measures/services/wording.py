"""What is known of an item's wording: from the year's list, from another year, or from the agency itself."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

from django.db import transaction
from django.db.models import QuerySet

from accounts import changed
from accounts.access import require
from accounts.models import Agency, User
from accounts.permissions import Permission
from audit import chain
from measures.models import Indicator, Measure, Wording
from measures.services import catalogue


@dataclass(frozen=True)
class Known:
    """The wording of an item as a page shows it; `year` is the list that it comes from."""

    indicator: Indicator | None
    text: str
    source: str
    year: int | None
    confirmed: bool = False

    @property
    def is_of_another_year(self) -> bool:
        """Whether the assessed year's own text is missing and another year's stands in for it."""
        return bool(self.indicator and self.text and self.year != self.indicator.year)


def of(measure: Measure) -> Known:
    """The wording of a measure's item, of the assessed year; the measures' year's beside it where that is missing."""
    if not measure.code:
        return Known(None, "", "", None)
    plan = measure.plan
    indicator = measure.indicator or _listed(measure, plan.assessed_year, measure.code).first()
    if indicator is None:
        return Known(None, "", _unknown(measure), None)
    own = Wording.objects.filter(agency=plan.agency, indicator=indicator).first()
    if own is not None:
        return Known(indicator, own.text, "หน่วยงานยืนยันแล้ว", indicator.year, confirmed=True)
    if indicator.text:
        return Known(indicator, indicator.text, _source(indicator), indicator.year)
    other = _listed(measure, plan.year, indicator.code).exclude(text="").first()
    if other is not None:
        return Known(indicator, other.text, _source(other), other.year)
    return Known(indicator, "", _source(indicator), None)


def _source(indicator: Indicator) -> str:
    """Where a list's wording comes from, as it is told to those who don't know how the list was made."""
    if indicator.status == Indicator.Status.SECOND_HAND:
        return "คัดมาจากเอกสารอื่น ยังไม่ได้เทียบกับแบบประเมินของปีนั้น"
    return indicator.get_status_display()


def _listed(measure: Measure, year: int, code: str) -> QuerySet[Indicator]:
    """The item of a code in the list of a year that serves the measure's agency."""
    return catalogue.items_of(measure.plan.agency, year).filter(code=code)


def _unknown(measure: Measure) -> str:
    """Why a measure has no item: its year's list of the tool doesn't hold the code, or nobody knows that list."""
    year = measure.plan.assessed_year
    if catalogue.of(measure.plan.agency, year, tool=measure.tool).holds(year, measure.code) is False:
        return "ไม่มีในบัญชีข้อคำถาม"
    return f"ยังไม่มีรายการข้อคำถาม {measure.tool} ปี {year} ที่มีข้อนี้"


@dataclass(frozen=True)
class NamedItem:
    """A reference of a measure beside what its year's list calls that item."""

    as_written: str
    code: str
    year: int
    text: str


def references(measure: Measure) -> list[NamedItem]:
    """Each different reference of a measure, once, in order."""
    refs = {(ref.as_written, ref.code, ref.year): None for ref in measure.references.all()}
    if not refs:
        return []
    lists = catalogue.items_of(measure.plan.agency, *{year for *_, year in refs})
    named = lists.filter(code__in={code for _, code, _ in refs})
    texts = {(item.year, item.code): item.text for item in named}
    return [NamedItem(written, code, year, texts.get((year, code), "")) for written, code, year in refs]


class Changed(changed.Changed):
    """Another confirmed a wording since the form was drawn: `theirs`."""

    theirs: str


def digest(text: str) -> str:
    """Names a wording in a form that was drawn from it; nothing for none."""
    return sha256(text.encode()).hexdigest() if text else ""


@transaction.atomic
def confirm(*, agency: Agency, indicator: Indicator, text: str, by: User, now: datetime, base: str | None) -> Wording:
    """Sets an agency's wording of an item; `base` is the digest of the wording that the form was drawn from.

    Raises Changed if another confirmed other words since, Refused without the right, ValidationError for an empty text.
    """
    require(by, Permission.CATALOGUE_EDIT, on=agency)
    Agency.objects.select_for_update().get(pk=agency.pk)  # two who confirm the same item at once
    wording = Wording.objects.filter(agency=agency, indicator=indicator).first() or Wording(
        agency=agency, indicator=indicator
    )
    if base is not None and digest(wording.text) != base and wording.text != text:
        raise Changed(wording.text)
    wording.text, wording.confirmed_by, wording.confirmed_at = text, by, now
    wording.full_clean()
    wording.save()
    subject = f"indicator:{indicator.pk}"
    chain.record("wording.confirmed", actor=by.pk, agency=agency.pk, subject=subject, data={"year": indicator.year})
    return wording
