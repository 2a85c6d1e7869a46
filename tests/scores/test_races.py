"""Real threads enter scores of a year, look at those of all, and choose measures for one item, at the same moment."""

from __future__ import annotations

import threading
from collections.abc import Iterator

import pytest
from django.test import Client

from accounts.changed import Changed, digest
from accounts.models import User
from accounts.permissions import Role
from audit.models import AuditEvent
from audit.verify import verify
from ita.catalogue import load_csv
from measures.models import Measure, Plan, Recommended
from measures.services import catalogue
from measures.services.measure import Wanted
from measures.services.recommended.library import Kept
from scores.models import Score, ScoreSheet
from scores.services import outline as outlines
from scores.services import sheet
from scores.services.choosing import adding
from scores.services.comparing.gathered import Place
from scores.services.comparing.kept import gathered
from tests.audit.making import at_once
from tests.factories import NOON, a_plan, a_user, an_agency
from tests.scores.conftest import YEAR, Office
from tests.scores.test_results import a_year

pytestmark = pytest.mark.django_db(transaction=True)
WRITERS = 4


@pytest.fixture
def office(transactional_db: None) -> Iterator[Office]:
    catalogue.load(load_csv())
    agency = an_agency()
    a_plan(agency, YEAR + 1)
    people = [a_user(name, Role.COORDINATOR, agency=agency) for name in ("manee", "mana")]
    yield Office(agency, *people)


def people(office: Office) -> list[User]:
    return [office.manee, office.mana]


def test_of_several_first_saves_of_a_year_one_stands_and_the_others_learn_of_it(office: Office) -> None:
    outline, start = outlines.of_year(office.agency, YEAR), threading.Barrier(WRITERS)
    base, theirs = digest(sheet.facts_of(None, ["E13", "official_total"])), list[dict[str, str]]()

    def save(number: int) -> None:
        facts = {"E13": f"{60 + number}.00", "official_total": f"{80 + number}.00"}
        start.wait()
        try:
            by = people(office)[number % 2]
            sheet.save(outline=outline, agency=office.agency, facts=facts, base=base, by=by, now=NOON)
        except Changed as changed:
            theirs.append(changed.theirs)

    at_once(WRITERS, save)
    stored = ScoreSheet.objects.get()
    stands = sheet.facts_of(stored, ["E13", "official_total"])
    assert stands["E13"][1] == stands["official_total"][1]  # both of one person
    assert theirs == [stands] * (WRITERS - 1)
    assert (stored.revision, Score.objects.count(), AuditEvent.objects.filter(action="scores.saved").count()) == (
        1,
        1,
        1,
    )
    assert verify().whole


def test_first_saves_of_different_tools_all_stand(office: Office) -> None:
    outline, start = outlines.of_year(office.agency, YEAR), threading.Barrier(3)

    def save(number: int) -> None:
        code = ("I1", "E13", "O14")[number]
        base = digest(sheet.facts_of(None, [code]))
        start.wait()
        sheet.save(outline=outline, agency=office.agency, facts={code: "70"}, base=base, by=office.manee, now=NOON)

    at_once(3, save)
    assert ScoreSheet.objects.get().revision == 3
    assert sorted(Score.objects.values_list("code", flat=True)) == ["E13", "I1", "O14"]


def test_whoever_saved_sees_it_in_what_is_kept_however_many_save_and_look_at_the_same_moment(office: Office) -> None:
    every, start, saves = ScoreSheet.objects.filter(year=YEAR), threading.Barrier(WRITERS), 4
    others = [an_agency(f"other-{number}") for number in range(WRITERS)]
    writers = [a_user(f"of-{agency.slug}", Role.COORDINATOR, agency=agency) for agency in others]
    seen: dict[int, list[int]] = {number: [] for number in range(WRITERS)}

    def save_and_look(number: int) -> None:
        agency, by = others[number], writers[number]
        outline = outlines.of_year(agency, YEAR)
        start.wait()
        for figure in range(saves):
            base = digest(sheet.facts_of(sheet.find(agency, YEAR), ["E13"]))
            facts = {"E13": f"{10 * number + figure}.50"}
            sheet.save(outline=outline, agency=agency, facts=facts, base=base, by=by, now=NOON)
            found = gathered("all", every, YEAR)
            seen[number] += found.figures_of(agency.pk).values()

    at_once(WRITERS, save_and_look)
    expected = {number: [1000 * number + 100 * figure + 50 for figure in range(saves)] for number in range(WRITERS)}
    assert seen == expected
    last = [figures[-1] for figures in expected.values()]
    assert list(gathered("all", every, YEAR).column(Place("general", "E13"))) == last


def test_of_two_who_choose_for_one_item_one_is_told_and_the_library_keeps_nothing_of_theirs(office: Office) -> None:
    plan, start, told = Plan.objects.select_related("agency").get(), threading.Barrier(2), list[list[str]]()

    def choose(number: int) -> None:
        words = f"ทำอย่างที่ {number}"
        wanted = [Wanted("E13", "E13", "EIT", "ข้อคำถาม", None, (words,))]
        kept = [Kept(None, "EIT", "ข้อคำถาม", words)]
        start.wait()
        try:
            adding.add(plan=plan, wanted=wanted, kept=kept, officers=[], by=people(office)[number], now=NOON)
        except adding.Overtaken as overtaken:
            told.append(list(overtaken.codes))

    at_once(2, choose)
    assert told == [["E13"]]
    measure = Measure.objects.get()
    assert [row.text for row in Recommended.objects.all()] == [step.text for step in measure.steps.all()]
    assert AuditEvent.objects.filter(action="measure.added").count() == 1
    assert verify().whole


def test_two_who_send_the_page_for_one_item_get_it_saved_and_a_sentence(office: Office) -> None:
    a_year(office, {"E13": "60", "E14": "70"})
    plan, start, answers = Plan.objects.get(), threading.Barrier(2), dict[int, tuple[int, str]]()
    clients = [Client(), Client()]
    for client, user in zip(clients, people(office), strict=True):
        client.force_login(user)

    def send(number: int) -> None:
        url = f"/a/{office.agency.slug}/{plan.year}/measures/choose/"
        start.wait()
        response = clients[number].post(url, {"E13-own": f"ของคนที่ {number}", "E14-own": f"อีกข้อ {number}"})
        answers[number] = response.status_code, response.content.decode()

    at_once(2, send)
    assert sorted(status for status, _ in answers.values()) == [302, 409]
    lost = next(number for number, (status, _) in answers.items() if status == 409)
    assert "มีผู้เพิ่มมาตรการของข้อนี้แล้วระหว่างที่ท่านเลือก" in answers[lost][1]
    assert f"ของคนที่ {lost}" in answers[lost][1] and f"อีกข้อ {lost}" in answers[lost][1]
    assert Measure.objects.count() == 2
