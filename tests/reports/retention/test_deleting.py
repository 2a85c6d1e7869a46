"""At night evidence that is not public becomes a tombstone once its years are over and its people knew; no other."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import DatabaseError, transaction

from accounts.permissions import Role
from audit.chain import record
from evidence.models import Evidence, KeptLonger
from evidence.services import keeping
from measures.models import Measure, Plan
from reports.retention import longer, nightly
from tests.evidence.making import a_link, a_photograph
from tests.factories import a_measure, a_plan
from tests.reports.retention.making import (
    BEFORE,
    GONE,
    RULED,
    TOLD,
    a_file,
    an_office,
    at,
    events,
    is_erased,
    lies_there,
    nights,
    person,
    rule,
    swept,
)
from tests.stored import everything_stored

pytestmark = pytest.mark.django_db
SLUG = "thung-sai-than"


def test_it_goes_on_the_first_of_october_and_leaves_a_tombstone() -> None:
    measure = an_office()
    own = a_photograph(measure, "ภาพผู้ร้องเรียน", is_public=False)
    Evidence.objects.update(text="ข้อความในไฟล์")
    assert nights(TOLD - timedelta(days=1), TOLD, BEFORE, GONE, GONE) == [0, 0, 0, 1, 0]
    row = Evidence.objects.get()
    assert (row.erased_at, row.text) == (GONE, "")
    kept = ("caption", "name", "digest", "sent_digest", "size", "speaks_for", "added_by_id", "added_at", "removed_at")
    assert {name: getattr(row, name) for name in kept} == {name: getattr(own, name) for name in kept}
    assert lies_there(own) == [True, True]
    assert swept() == {own.digest, own.thumbnail}
    assert lies_there(own) == [False, False]


def test_one_event_a_night_names_the_digests_and_the_years() -> None:
    measure = an_office()
    rows = [a_photograph(measure, number=n, is_public=False) for n in range(3)]
    nights(TOLD, GONE)
    assert events("evidence.announced") == [{"count": 3, "years": [2566]}]
    assert events("evidence.erased") == [{"count": 3, "years": [2566], "sha256": sorted(row.digest for row in rows)}]


def test_more_than_an_event_can_hold_are_several_and_more_than_a_night_takes_wait(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    measure = an_office()
    for n in range(5):
        a_file(measure, data=f"%PDF-1.7 {n}".encode(), is_public=False)
    monkeypatch.setattr(nightly, "_IN_EVENT", 2)
    monkeypatch.setattr(nightly, "MOST", 3)
    assert nights(TOLD, GONE, GONE) == [0, 3, 2]
    assert [each["count"] for each in events("evidence.erased")] == [2, 1, 2]


def test_an_event_takes_as_many_digests_as_it_is_given_at_the_most() -> None:
    digests = [f"{n:064x}" for n in range(nightly._IN_EVENT)]
    with transaction.atomic():
        record("evidence.erased", actor=None, agency=1, subject="agency:1", data={"count": 999, "sha256": digests})


def test_public_pieces_links_and_other_years_stay() -> None:
    measure = an_office()
    shown, link = a_photograph(measure, is_public=True), a_link(measure, is_public=False)
    later = a_photograph(a_measure(a_plan(measure.plan.agency, 2567)), number=2, is_public=False)
    assert nights(TOLD, GONE) == [0, 0]
    assert [is_erased(each) for each in (shown, link, later)] == [False] * 3


def test_an_agency_without_a_rule_deletes_nothing_ever() -> None:
    measure = an_office(years=None)
    rows = [a_photograph(measure, is_public=False), a_photograph(measure, number=2, is_public=False)]
    Evidence.objects.filter(pk=rows[1].pk).update(removed_at=RULED)
    before = everything_stored()
    assert nights(TOLD, GONE, at(2060, 1, 1)) == [0, 0, 0]
    assert everything_stored() == before


def test_bytes_that_another_agency_or_a_public_piece_has_stay_and_the_row_is_a_tombstone() -> None:
    here, elsewhere = an_office(), an_office("nong-fan", years=None)
    own = a_photograph(here, is_public=False)
    theirs = a_photograph(elsewhere, is_public=False)
    shared = a_file(here, is_public=False)
    a_file(a_measure(here.plan, "E14"), is_public=True)
    assert (own.digest, own.thumbnail) == (theirs.digest, theirs.thumbnail)
    assert nights(TOLD, GONE) == [0, 2]
    assert [is_erased(each) for each in (own, theirs, shared)] == [True, False, True]
    assert swept() == set()
    assert lies_there(own) == lies_there(theirs) == [True, True]
    rule(elsewhere.plan.agency, 1, now=GONE)
    assert nights(at(2024, 10, 30), at(2024, 10, 31)) == [0, 1]
    assert swept() == {own.digest, own.thumbnail}


def test_one_agencys_rule_is_not_anothers() -> None:
    here, elsewhere = an_office(), an_office("nong-fan", years=2)
    own, theirs = (a_photograph(each, number=n, is_public=False) for n, each in enumerate((here, elsewhere)))
    assert nights(TOLD, GONE) == [0, 1]
    assert (is_erased(own), is_erased(theirs)) == (True, False)
    assert nights(at(2025, 9, 1), at(2025, 9, 30), at(2025, 10, 1)) == [0, 0, 1]


def test_what_was_not_told_thirty_days_ago_waits() -> None:
    measure = an_office()
    a_photograph(measure, is_public=False)
    late = at(2024, 9, 20)
    assert nights(late, GONE, late + timedelta(days=29), late + timedelta(days=30)) == [0, 0, 0, 1]


def test_what_is_attached_to_an_old_year_is_told_first() -> None:
    measure = an_office()
    assert nights(at(2026, 1, 1)) == [0]
    a_photograph(measure, is_public=False)
    assert nights(at(2026, 1, 2), at(2026, 1, 31), at(2026, 2, 1)) == [0, 0, 1]


@pytest.mark.parametrize(("years", "again"), [(2, at(2025, 10, 1)), (None, None)])
def test_a_rule_that_was_made_longer_or_taken_back_saves_what_was_told(years: int | None, again: object) -> None:
    measure = an_office()
    own = a_photograph(measure, is_public=False)
    nights(TOLD)
    rule(measure.plan.agency, years, now=BEFORE)
    assert nights(GONE, at(2025, 9, 1), at(2025, 9, 30)) == [0, 0, 0]
    assert nights(at(2025, 10, 1)) == [1 if again else 0]
    assert is_erased(own) is bool(again)


def test_a_rule_that_was_made_shorter_deletes_nothing_for_thirty_days() -> None:
    measure = an_office(years=5)
    a_photograph(measure, is_public=False)
    changed = at(2026, 3, 1, 10)
    rule(measure.plan.agency, 1, now=changed)
    assert nights(changed, at(2026, 3, 30), at(2026, 3, 31)) == [0, 0, 1]


def test_a_rule_that_was_changed_there_and_back_begins_anew() -> None:
    measure = an_office()
    a_photograph(measure, is_public=False)
    nights(TOLD)
    rule(measure.plan.agency, 3, now=BEFORE)
    rule(measure.plan.agency, 1, now=BEFORE)
    assert nights(GONE, at(2024, 10, 29), at(2024, 10, 30)) == [0, 0, 1]


def test_a_piece_that_somebody_keeps_stays_until_it_is_let_go_and_is_told_again() -> None:
    measure = an_office()
    own, mana = a_photograph(measure, is_public=False), person(SLUG, Role.COORDINATOR)
    nights(TOLD)
    longer.keep(evidence=own, reason="อยู่ระหว่างตรวจสอบ", by=mana, now=BEFORE)
    assert nights(GONE, at(2030, 1, 1)) == [0, 0]
    longer.let_go(evidence=own, by=mana)
    assert nights(at(2030, 1, 2), at(2030, 1, 31), at(2030, 2, 1)) == [0, 0, 1]
    assert KeptLonger.objects.count() == 0


def test_a_piece_that_became_public_meanwhile_stays_and_is_told_again_once_it_is_not() -> None:
    measure = an_office()
    own = a_photograph(measure, is_public=False)
    nights(TOLD)
    Evidence.objects.filter(pk=own.pk).update(is_public=True)
    assert nights(GONE) == [0]
    Evidence.objects.filter(pk=own.pk).update(is_public=False)
    assert nights(at(2024, 10, 2), at(2024, 10, 31), at(2024, 11, 1)) == [0, 0, 1]


@pytest.mark.parametrize("replaced", [False, True])
def test_what_somebody_took_out_goes_after_ninety_days_public_or_not(replaced: bool) -> None:
    measure = an_office()
    gone = a_photograph(measure, is_public=True)
    out = at(2024, 1, 1, 12)
    if replaced:
        new = a_photograph(measure, number=2, is_public=True)
        Evidence.objects.filter(pk=new.pk).update(added_at=out)
        Evidence.objects.filter(pk=gone.pk).update(replaced_by=new)
    else:
        Evidence.objects.filter(pk=gone.pk).update(removed_at=out)
    assert nights(at(2024, 3, 30), at(2024, 3, 31)) == [0, 1]
    assert swept() == {gone.digest, gone.thumbnail}


def test_what_was_taken_out_before_there_was_a_rule_has_thirty_days() -> None:
    measure = an_office(years=None)
    gone = a_photograph(measure, is_public=False)
    Evidence.objects.filter(pk=gone.pk).update(removed_at=at(2023, 1, 1))
    rule(measure.plan.agency, 30, now=RULED)
    assert nights(RULED, RULED + timedelta(days=29), RULED + timedelta(days=30)) == [0, 0, 1]


def test_what_was_brought_back_is_counted_from_the_rule_again() -> None:
    measure = an_office()
    row, mana = a_photograph(measure, is_public=False), person(SLUG, Role.COORDINATOR)
    keeping.remove(evidence=row, by=mana, now=at(2024, 1, 1))
    keeping.restore(evidence=row, by=mana)
    assert nights(at(2024, 3, 31), TOLD, BEFORE, GONE) == [0, 0, 0, 1]


def test_evidence_of_a_measure_that_was_taken_out_of_the_plan_follows_the_rule() -> None:
    measure = an_office()
    a_photograph(measure, is_public=False)
    Measure.objects.update(removed_at=RULED)
    assert nights(TOLD, GONE) == [0, 1]


def test_the_plan_counts_it_so_that_a_report_that_was_read_before_is_seen_to_be_old() -> None:
    measure = an_office()
    a_photograph(measure, is_public=False)
    nights(TOLD)
    before = Plan.objects.get().revision
    nights(GONE)
    assert Plan.objects.get().revision == before + 1


def test_a_night_that_is_killed_in_one_agency_leaves_it_whole_and_the_others_go_on(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    here, elsewhere = an_office(), an_office("nong-fan")
    own, theirs = (a_photograph(each, number=n, is_public=False) for n, each in enumerate((here, elsewhere)))
    nights(TOLD)
    told = nightly.announce

    def fail_here(agency: object, now: object) -> int:
        if agency == here.plan.agency:
            raise DatabaseError("away")
        return told(agency, now)  # type: ignore[arg-type]  # as it is called

    monkeypatch.setattr(nightly, "announce", fail_here)
    assert nights(GONE) == [1]
    assert (is_erased(own), is_erased(theirs)) == (False, True)
    assert len(events("evidence.erased")) == 1
    monkeypatch.setattr(nightly, "announce", told)
    assert nights(GONE) == [1]
    assert is_erased(own)
