"""A renamed officer is the same one: decisions stay about the same text, drafts print the new name, rounds the old."""

from __future__ import annotations

import dataclasses

import pytest

from accounts.changed import digest
from accounts.permissions import Role
from measures.models import Decision, Measure, MeasureOfficer, Officer, State
from measures.services import people
from measures.services.decision import digest_of
from reports.compiling.assemble import assemble
from reports.review import submission
from reports.review.submission import Reworded
from tests.browsing import words_of
from tests.measures.reviewing import Office as ReviewOffice
from tests.measures.reviewing import again, seen
from tests.measures.reviewing import an_office as a_review_office
from tests.reports.office import NOW, Office, an_office, decide

pytestmark = pytest.mark.django_db


def rename(officer: Officer, to: str, by: object) -> None:
    facts = people.facts_of(officer)
    renamed = dataclasses.replace(facts, name=to)
    people.change(officer=officer, facts=renamed, base=digest(facts), by=by)  # type: ignore[arg-type]  # a user


def test_a_decision_stays_about_the_same_text_and_an_open_page_still_stands() -> None:
    office: ReviewOffice = a_review_office()
    measure = office.measure(State.HANDED_IN)
    page = {"move": "take", **seen(measure)}
    rename(office.duties[0], "นางกานดา ใจงาม", office.people["administrator"])
    assert Decision.objects.get().digest == digest_of(measure)
    assert office.client("coordinator").post(office.url("check", measure), page).status_code == 302
    assert again(measure).state == State.TAKEN
    assert "นางกานดา ใจงาม" in words_of(office.client("officer").get(office.url("measure", measure)))


def test_somebody_elses_name_is_another_text() -> None:
    office = a_review_office()
    measure = office.measure(duties=office.duties[:1])
    before = digest_of(measure)
    MeasureOfficer.objects.filter(measure=measure).update(officer=office.duties[1])
    assert digest_of(measure) != before


@pytest.fixture
def office() -> Office:
    office = an_office()
    office.person("mana", Role.COORDINATOR)
    office.person("wilai", Role.ADMINISTRATOR)
    office.name_approver(office.person("somsak", Role.APPROVER))
    return office


def printed(office: Office) -> list[str]:
    return [officer.name for officer in assemble(office.plan, office.edition).measures[0].officers]


@pytest.mark.usefixtures("quick_paper")
def test_the_draft_prints_the_new_name_and_the_frozen_round_the_old(office: Office) -> None:
    officer = Measure.objects.get().officers.get()
    old = officer.name
    made = office.submit(office.the(Role.COORDINATOR))
    rename(officer, "นายชื่อใหม่ ตำแหน่งเดิม", office.the(Role.ADMINISTRATOR))
    assert [each.name for each in made.read().measures[0].officers] == [old]
    assert printed(office) == ["นายชื่อใหม่ ตำแหน่งเดิม"]
    assert Measure.objects.get().state == State.TAKEN
    decide(made, "return", office.the(Role.APPROVER))
    again_made = office.submit(office.the(Role.COORDINATOR))
    assert [each.name for each in again_made.read().measures[0].officers] == ["นายชื่อใหม่ ตำแหน่งเดิม"]


@pytest.mark.usefixtures("quick_paper")
def test_what_was_consented_to_before_a_renaming_is_not_submitted_after_it(office: Office) -> None:
    consented = submission.prepare(office.plan).digest
    rename(Measure.objects.get().officers.get(), "นายชื่อใหม่", office.the(Role.ADMINISTRATOR))
    with pytest.raises(Reworded):
        submission.submit(
            plan=office.plan, seen=consented, declaration="ได้ตรวจแล้ว", by=office.the(Role.COORDINATOR), now=NOW
        )
    assert office.edition.state == "draft"
