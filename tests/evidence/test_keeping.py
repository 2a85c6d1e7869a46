"""Evidence as rows: added, changed, removed, brought back, replaced and ordered by whoever may enter progress."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest
from django.core.exceptions import ValidationError

from accounts.access import Refused
from accounts.changed import Changed
from accounts.models import User
from accounts.permissions import Role
from audit.models import AuditEvent
from evidence.intake.kinds import LARGEST_REPORT, MOST_FILES, EvidenceError
from evidence.models import Evidence
from evidence.services import keeping
from evidence.services.keeping import Facts, facts_of
from files import store
from measures.models import Measure, Plan, Revision
from measures.services.permission import Locked
from reports.publication import sweeping
from tests.evidence.conftest import Office
from tests.evidence.files import digest, sent
from tests.factories import NOON, a_plan, a_user, an_agency, an_indicator
from tests.stored import everything_stored

SAID = Facts("ประชุมชี้แจงมาตรการ")


def attach(
    office: Office, measure: Measure, words: str = "ภาพ", *, facts: Facts = SAID, by: User | None = None
) -> Evidence:
    return keeping.add(measure=measure, sent=sent(words), facts=facts, by=by or office.mana, now=NOON)


def last_event() -> tuple[str, str]:
    event = AuditEvent.objects.order_by("-seq").first()
    assert event is not None
    return event.action, event.subject


def test_a_file_is_stored_named_and_recorded_and_the_plan_counts_it(office: Office) -> None:
    measure = office.measure()
    evidence = attach(office, measure)
    assert store.get(evidence.digest) == "ภาพ".encode()
    assert (evidence.sent_digest, evidence.size, evidence.name) == (digest("ภาพ".encode()), 9, "ภาพ.jpg")
    assert last_event() == ("evidence.added", f"measure:{measure.pk}")
    assert Plan.objects.get().revision == 1


def test_the_sweep_knows_a_file_and_its_small_picture_and_also_those_of_removed_rows(office: Office) -> None:
    evidence = attach(office, office.measure())
    keeping.remove(evidence=evidence, by=office.mana, now=NOON)
    assert {evidence.digest, evidence.thumbnail} <= sweeping.named()


def test_the_same_bytes_twice_are_one_row_and_on_another_measure_another(office: Office) -> None:
    measure, other = office.measure(), office.measure("E14")
    first = attach(office, measure)
    before = everything_stored()
    assert attach(office, measure).pk == first.pk
    assert everything_stored() == before
    assert attach(office, other).pk != first.pk


def test_the_same_address_twice_is_one_row(office: Office) -> None:
    measure = office.measure()
    rows = [
        keeping.add(measure=measure, sent="https://portal.go.th/1", facts=SAID, by=office.mana, now=NOON).pk
        for _ in range(2)
    ]
    assert rows[0] == rows[1]
    assert (Evidence.objects.get().kind, Evidence.objects.get().digest) == ("link", "")


def test_a_measure_takes_so_many_and_a_removed_one_makes_room(office: Office) -> None:
    measure = office.measure()
    rows = [attach(office, measure, f"ภาพ {n}") for n in range(MOST_FILES)]
    with pytest.raises(EvidenceError, match="ครบ 20 รายการ"):
        attach(office, measure, "อีกภาพ")
    keeping.remove(evidence=rows[0], by=office.mana, now=NOON)
    attach(office, measure, "อีกภาพ")
    with pytest.raises(EvidenceError, match="ครบ 20 รายการ"):
        keeping.restore(evidence=rows[0], by=office.mana)


def test_a_year_takes_so_many_bytes_and_another_year_and_agency_count_for_themselves(office: Office) -> None:
    measure, beside = office.measure(), office.measure("E14")
    first = attach(office, measure)
    Evidence.objects.filter(pk=first.pk).update(size=LARGEST_REPORT - 9)
    attach(office, beside, "สอง")  # nine bytes: exactly full
    with pytest.raises(EvidenceError, match="200 MB"):
        attach(office, beside, "s")
    next_year = Measure.objects.create(plan=a_plan(office.plan.agency, 2567), question="ปีหน้า")
    attach(office, next_year, "ใหญ่", by=office.manee)
    elsewhere = an_agency("nong-fan")
    theirs = Measure.objects.create(plan=a_plan(elsewhere), question="ที่อื่น")
    attach(office, theirs, "ใหญ่", by=a_user("chujai", Role.COORDINATOR, agency=elsewhere))


Deed = Callable[[Evidence, User], object]
DEEDS: dict[str, Deed] = {
    "add": lambda e, by: keeping.add(measure=e.measure, sent=sent("อื่น"), facts=SAID, by=by, now=NOON),
    "change": lambda e, by: keeping.change(evidence=e, facts=Facts("อื่น"), base=facts_of(e).digest, by=by, now=NOON),
    "remove": lambda e, by: keeping.remove(evidence=e, by=by, now=NOON),
    "restore": lambda e, by: keeping.restore(evidence=e, by=by),
    "replace": lambda e, by: keeping.replace(evidence=e, sent=sent("อื่น"), by=by, now=NOON),
    "reorder": lambda e, by: keeping.reorder(measure=e.measure, order=[e.pk], by=by),
}


@pytest.mark.parametrize("deed", DEEDS)
def test_nobody_else_does_anything_and_nothing_changes(office: Office, deed: str) -> None:
    evidence = attach(office, office.measure())
    elsewhere = a_user("weera", Role.COORDINATOR, agency=an_agency("nong-fan"))
    approver = a_user("chujai", Role.APPROVER, agency=office.plan.agency)
    before = everything_stored()
    for person in (office.piti, elsewhere, approver):
        with pytest.raises(Refused):
            DEEDS[deed](evidence, person)
    assert everything_stored() == before


@pytest.mark.parametrize("deed", DEEDS)
@pytest.mark.parametrize("state", ["handed_in", "taken"])
def test_a_locked_measure_takes_nothing(office: Office, deed: str, state: str) -> None:
    evidence = attach(office, office.measure())
    Measure.objects.update(state=state)
    before = everything_stored()
    with pytest.raises(Locked):
        DEEDS[deed](evidence, office.mana)
    assert everything_stored() == before


@pytest.mark.parametrize("deed", DEEDS)
def test_a_removed_measure_takes_nothing(office: Office, deed: str) -> None:
    evidence = attach(office, office.measure())
    Measure.objects.update(removed_at=NOON)
    before = everything_stored()
    with pytest.raises(EvidenceError, match="ถูกนำออกจากแผน"):
        DEEDS[deed](evidence, office.mana)
    assert everything_stored() == before


def test_a_change_is_recorded_by_its_fields_and_the_caption_that_it_replaces_is_kept(office: Office) -> None:
    evidence = attach(office, office.measure())
    an_indicator("O13", year=2566)
    wanted = Facts("คำใหม่", date(2023, 3, 14), "O13", True)
    assert keeping.change(evidence=evidence, facts=wanted, base=SAID.digest, by=office.mana, now=NOON)
    evidence.refresh_from_db()
    assert facts_of(evidence) == wanted
    assert last_event()[0] == "evidence.changed"
    assert Revision.objects.get().text == SAID.caption
    before = everything_stored()
    assert not keeping.change(evidence=evidence, facts=wanted, base=SAID.digest, by=office.mana, now=NOON)
    assert everything_stored() == before


def test_a_change_from_an_old_form_says_so(office: Office) -> None:
    evidence = attach(office, office.measure())
    keeping.change(evidence=evidence, facts=Facts("ก่อน"), base=SAID.digest, by=office.manee, now=NOON)
    with pytest.raises(Changed) as late:
        keeping.change(evidence=evidence, facts=Facts("หลัง"), base=SAID.digest, by=office.mana, now=NOON)
    assert late.value.theirs == Facts("ก่อน")


def test_an_action_of_another_measure_and_an_item_of_no_list_are_refused(office: Office) -> None:
    measure, other = office.measure(), office.measure("E14", actions=["ประชุม"])
    an_indicator("O13", year=2565)
    for facts in (replace(SAID, action=other.actions.get().pk), replace(SAID, item="O13"), replace(SAID, caption="")):
        with pytest.raises(ValidationError):
            attach(office, measure, facts=facts)
    assert not Evidence.objects.exists()


def test_a_removed_one_comes_back_behind_the_others(office: Office) -> None:
    measure = office.measure()
    first, second = attach(office, measure, "1"), attach(office, measure, "2")
    keeping.remove(evidence=first, by=office.mana, now=NOON)
    assert [*Evidence.objects.removed()] == [first]
    keeping.restore(evidence=first, by=office.mana)
    assert [*Evidence.objects.kept()] == [second, first]
    assert last_event()[0] == "evidence.restored"


def test_what_is_there_again_does_not_come_back_twice(office: Office) -> None:
    measure = office.measure()
    first = attach(office, measure)
    keeping.remove(evidence=first, by=office.mana, now=NOON)
    attach(office, measure)
    with pytest.raises(EvidenceError, match="เดียวกันนี้อยู่แล้ว"):
        keeping.restore(evidence=first, by=office.mana)


def test_a_replacement_stands_in_the_place_of_the_old_row_which_stays_behind_it(office: Office) -> None:
    measure = office.measure()
    first, second = attach(office, measure, "1"), attach(office, measure, "2")
    new = keeping.replace(evidence=first, sent=sent("3"), by=office.mana, now=NOON)
    assert [*Evidence.objects.kept()] == [new, second]
    assert (new.caption, new.replaces) == (SAID.caption, first)
    assert first.digest in sweeping.named()
    assert keeping.replace(evidence=new, sent=sent("3"), by=office.mana, now=NOON) == new
    with pytest.raises(EvidenceError, match="แนบไว้กับมาตรการนี้อยู่แล้ว"):
        keeping.replace(evidence=new, sent=sent("2"), by=office.mana, now=NOON)
    with pytest.raises(EvidenceError, match="ถูกนำออกหรือแทนที่"):
        keeping.replace(evidence=first, sent=sent("4"), by=office.mana, now=NOON)


def test_an_order_from_an_old_page_keeps_what_came_since_behind_its_neighbour(office: Office) -> None:
    measure = office.measure()
    first, second, third = (attach(office, measure, str(n)) for n in range(3))
    stranger = attach(office, office.measure("E14"))
    keeping.reorder(measure=measure, order=[second.pk, first.pk, stranger.pk], by=office.mana)
    assert [*measure.evidence.all()] == [second, third, first]
    assert last_event()[0] == "evidence.ordered"


def test_a_file_whose_bytes_as_sent_nobody_knows_is_not_taken_for_a_link(office: Office) -> None:
    measure = office.measure()
    keeping.add(measure=measure, sent="https://portal.go.th/1", facts=SAID, by=office.mana, now=NOON)
    brought = attach(office, measure)
    Evidence.objects.filter(pk=brought.pk).update(sent_digest="")
    keeping.remove(evidence=brought, by=office.mana, now=NOON)
    keeping.restore(evidence=brought, by=office.mana)
    assert Evidence.objects.kept().count() == 2
