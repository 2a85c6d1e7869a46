"""What is known of an item's wording: from the year's list, from another year, or from the agency itself."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

from django.core.exceptions import ValidationError
from django.db import transaction

from accounts import changed
from accounts.access import require
from accounts.models import Agency, User
from accounts.permissions import Permission
from audit import chain
from ita.catalogue import Catalogue, Entry
from measures.models import Indicator, Measure, Wording
from measures.services import catalogue
from measures.services.lists.holding import hold

OWN = "หน่วยงานยืนยันแล้ว"


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


def of(measure: Measure, lists: Catalogue | None = None) -> Known:
    """The wording of a measure's item, of the assessed year; the measures' year's beside it where that is missing.

    `lists` are those of its plan's years, where they were read already.
    """
    if not measure.code:
        return Known(None, "", "", None)
    plan = measure.plan
    indicator = measure.indicator or _listed(measure, lists)
    if indicator is None:
        return Known(None, "", _unknown(measure, lists), None)
    own = _own(measure, indicator)
    if own:
        return Known(indicator, own, OWN, indicator.year, confirmed=True)
    if indicator.text:
        return Known(indicator, indicator.text, source_of(indicator), indicator.year)
    other = (lists or catalogue.of(plan.agency, plan.year)).get(plan.year, indicator.code)
    if other is not None and other.text:
        return Known(indicator, other.text, source_of(other), other.year)
    return Known(indicator, "", source_of(indicator), None)


def _own(measure: Measure, indicator: Indicator) -> str:
    """What the agency confirmed of the item; nothing where it did not."""
    if measure.indicator_id == indicator.pk and hasattr(measure, "own_wording"):  # a page read it just now
        return measure.own_wording or ""
    own = Wording.objects.filter(agency=measure.plan.agency, indicator=indicator).first()
    return own.text if own else ""


def source_of(item: Indicator | Entry) -> str:
    """Where a list's wording comes from, as it is told to those who don't know how the list was made."""
    if item.status == Indicator.Status.SECOND_HAND:
        return "คัดมาจากเอกสารอื่น ยังไม่ได้เทียบกับแบบประเมินของปีนั้น"
    return str(Indicator.Status(item.status).label)


def _listed(measure: Measure, lists: Catalogue | None) -> Indicator | None:
    """The item of a measure that is older than its year's list; asked for where the list holds it."""
    if lists is not None and lists.get(measure.plan.assessed_year, measure.code) is None:
        return None
    items = catalogue.items_of(measure.plan.agency, measure.plan.assessed_year)
    return items.filter(code=measure.code).first()


def _unknown(measure: Measure, lists: Catalogue | None) -> str:
    """Why a measure has no item: its year's list of the tool doesn't hold the code, or nobody knows that list."""
    year = measure.plan.assessed_year
    if (lists or catalogue.of(measure.plan.agency, year, tool=measure.tool)).holds(year, measure.code) is False:
        return "ไม่มีในบัญชีข้อคำถาม"
    return f"ยังไม่มีรายการข้อคำถาม {measure.tool} ปี {year} ที่มีข้อนี้"


@dataclass(frozen=True)
class NamedItem:
    """A reference of a measure beside what its year's list calls that item."""

    as_written: str
    code: str
    year: int
    text: str


def references(measure: Measure, lists: Catalogue | None = None) -> list[NamedItem]:
    """Each different reference of a measure, once, in order; `lists` as above."""
    refs = {(ref.as_written, ref.code, ref.year): None for ref in measure.references.all()}
    read = {measure.plan.assessed_year, measure.plan.year} if lists is not None else set()
    others = [(year, code) for _, code, year in refs if year not in read]
    texts: dict[tuple[int, str], str] = {}
    if others:
        items = catalogue.items_of(measure.plan.agency, *{year for year, _ in others})
        named = items.filter(code__in={code for _, code in others})
        texts = {(item.year, item.code): item.text for item in named}
    for _, code, year in refs:
        if lists is not None and (listed := lists.get(year, code)):
            texts[year, code] = listed.text
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

    Raises Changed if another confirmed other words since, Refused without the right, ValidationError for an empty text
    and for an item that was taken out of its list meanwhile.
    """
    require(by, Permission.CATALOGUE_EDIT, on=agency)
    Agency.objects.select_for_update().get(pk=agency.pk)  # two who confirm the same item at once
    if hold(indicator) is None:
        raise ValidationError({"text": "ข้อนี้ถูกนำออกจากรายการแล้ว จึงบันทึกถ้อยคำไม่ได้"})
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
