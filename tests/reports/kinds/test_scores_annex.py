"""The annex of scores before and after: chosen by the coordinator, and only of items that can be compared."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.changed import digest
from accounts.permissions import Role
from document import ScorePair
from measures.models import Indicator, Measure, Officer, State
from reports.compiling import edition as editions
from reports.compiling.assemble import assemble
from reports.compiling.kept import contents
from reports.models import Edition
from reports.models.kinds import Kind
from reports.publication import publish
from reports.review import submission
from scores.models import Score, ScoreSheet
from scores.services import outline as outlines
from scores.services import sheet as sheets
from tests.browsing import words_of
from tests.factories import NOON, a_measure, a_user, an_agency, an_indicator
from tests.reports.office import NOW, Office, an_office

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("quick_paper")]
HEADING = "ภาคผนวก คะแนนก่อนและหลังดำเนินมาตรการ"


def scored(office: Office, year: int, scores: dict[str, str]) -> None:
    sheet, _ = ScoreSheet.objects.get_or_create(agency=office.agency, year=year)
    for code, value in scores.items():
        tool = {"I": "IIT", "E": "EIT", "O": "OIT"}[code[0]]
        Score.objects.create(sheet=sheet, of=Score.Of.ITEM, tool=tool, code=code, value=Decimal(value))


def renumbered(code: str, later: str, year: int) -> Indicator:
    """An item that has another number a year later, as a person confirmed."""
    now = an_indicator(later, year=year + 1)
    now.forerunner, now.forerunner_confirmed_at = an_indicator(code, year=year), NOON
    now.save()
    return now


@pytest.fixture
def office() -> Office:
    """A result report of two measures, one of which can be compared: E13, which is E14 a year later."""
    office = an_office()
    office.person("mana", Role.COORDINATOR)
    office.name_approver(office.person("somsak", Role.APPROVER))
    Measure.objects.filter(plan=office.plan).update(code="E13", tool="EIT", more_codes=[], question="ถามเรื่องหนึ่ง")
    year = office.plan.assessed_year
    renumbered("E13", "E14", year)
    an_indicator("E20", year=year)
    officers = list(Officer.objects.all()[:1])
    gap = a_measure(office.plan, "E20", question="ถามอีกเรื่อง", actions=["ทำแล้ว"], outcomes=["ดี"], officers=officers)
    Measure.objects.filter(pk=gap.pk).update(state=State.TAKEN)
    return office


def both_years(office: Office) -> None:
    scored(office, office.plan.assessed_year, {"E13": "66.31", "E20": "50"})
    scored(office, office.plan.year, {"E13": "10", "E14": "70.01", "E20": "60"})


def page_of(office: Office, kind: Kind = Kind.RESULT) -> str:
    return reverse("reports:compile", args=[office.agency.slug, office.plan.year, kind])


def coordinator(office: Office) -> Client:
    client = Client()
    client.force_login(office.the(Role.COORDINATOR))
    return client


def typed(client: Client, office: Office, **instead: str) -> dict[str, str]:
    """What the form would send as it is drawn."""
    form = client.get(page_of(office)).context["form"]
    values = {name: form[name].value() for name in form.fields}
    return {name: str(value) for name, value in values.items() if value} | instead


def test_it_is_told_once_it_is_chosen_and_only_of_what_can_be_compared(office: Office) -> None:
    both_years(office)
    client = coordinator(office)
    assert assemble(office.plan, office.edition).scores == ()
    assert client.post(page_of(office), typed(client, office, with_scores="on", do="save")).status_code == 302
    document = assemble(office.plan, office.edition)
    assert document.scores == (ScorePair(1, "E13", "66.31", "E14", "70.01"),)
    assert document.measures[0].code == "E13"
    preview = words_of(client.get(f"{page_of(office)}pages/"))
    assert "ข้อ E13 66.31 ข้อ E14 70.01 เพิ่มขึ้น 3.70" in preview.split(HEADING)[1]
    assert "อีก 1 มาตรการไม่มีคะแนนสองปีที่เทียบกันได้ จึงไม่แสดง" in preview
    assert "พิมพ์ในภาคผนวก 1 ข้อ" in words_of(client.get(f"{page_of(office)}submit/"))
    assert client.post(page_of(office), typed(client, office, do="save") | {"with_scores": ""}).status_code == 302
    assert assemble(office.plan, office.edition).scores == ()


def test_what_was_submitted_holds_the_figures_of_then(office: Office) -> None:
    both_years(office)
    Edition.objects.update(with_scores=True)
    made = office.submit(office.the(Role.COORDINATOR))
    Score.objects.filter(code="E14").update(value=99)
    assert [each.after for each in made.read().scores] == ["70.01"]
    assert made.read().schema == 4


def test_a_figure_that_changes_before_submission_is_seen_again(office: Office) -> None:
    both_years(office)
    Edition.objects.update(with_scores=True)
    mana, facts = office.the(Role.COORDINATOR), {"E14": "99.00"}
    seen = submission.prepare(office.plan).digest
    base = digest(sheets.facts_of(sheets.find(office.agency, office.plan.year), facts))
    outline = outlines.of_year(office.agency, office.plan.year)
    sheets.save(outline=outline, agency=office.agency, facts=facts, base=base, by=mana, now=NOW)
    with pytest.raises(submission.Reworded):
        submission.submit(
            plan=office.plan,
            seen=seen,
            declaration=submission.DECLARATION,
            by=mana,
            now=NOW,
        )


def test_without_scores_it_is_refused_beside_the_box_and_nothing_is_lost(office: Office) -> None:
    client = coordinator(office)
    sent = typed(client, office, with_scores="on", problems="พิมพ์ไว้", do="save")
    response = client.post(page_of(office), sent)
    assert response.status_code == 422
    form = response.context["form"]
    years = f"ปี {office.plan.assessed_year} กับปี {office.plan.year}"
    assert form.errors["with_scores"] == [f"ยังไม่มีคะแนนที่เทียบกันได้ระหว่าง{years} โปรดบันทึกผลคะแนนของทั้งสองปีก่อน หรือไม่เลือกช่องนี้"]
    assert (form["problems"].value(), form["with_scores"].value()) == ("พิมพ์ไว้", True)
    assert not office.edition.with_scores
    scored(office, office.plan.assessed_year, {"E20": "50"})
    scored(office, office.plan.year, {"E20": "60"})  # a gap: nobody said which item E20 is
    assert client.post(page_of(office), sent).status_code == 422


def test_other_documents_have_no_such_annex_and_other_agencies_no_hand_in_it(office: Office) -> None:
    both_years(office)
    client = coordinator(office)
    for kind in (Kind.PLAN, Kind.PROGRESS):
        assert "with_scores" not in client.get(page_of(office, kind)).context["form"].fields
    stranger = Client()
    stranger.force_login(a_user("stranger", Role.COORDINATOR, agency=an_agency("ban-nong-yai")))
    assert stranger.post(page_of(office), {"with_scores": "on", "do": "save"}).status_code == 404
    assert not office.edition.with_scores


def test_a_form_that_was_drawn_before_there_was_the_choice_holds(office: Office) -> None:
    before = editions.digest(office.edition)
    edition = office.edition
    edition.with_scores = True
    assert editions.digest(edition) != before
    edition.with_scores = False
    assert editions.digest(edition) == before


def test_the_next_edition_keeps_the_choice(office: Office) -> None:
    Edition.objects.update(with_scores=True, state=Edition.State.WITHDRAWN)
    begun = publish.begin(plan=office.plan, by=office.the(Role.COORDINATOR))
    assert (begun.number, begun.with_scores) == (2, True)


@pytest.mark.parametrize("several", [False, True])
def test_it_costs_no_query_once_it_was_read_and_as_many_for_many_measures(office: Office, several: bool) -> None:
    both_years(office)
    Edition.objects.update(with_scores=True)
    for number in range(20, 50 if several else 21):
        renumbered(f"O{number}", f"O{number + 50}", office.plan.assessed_year)
        a_measure(office.plan, f"O{number}", question="ถามเรื่องที่สาม")
        scored(office, office.plan.assessed_year, {f"O{number}": "10"})
        scored(office, office.plan.year, {f"O{number + 50}": "20"})
    contents.forget()
    plan, edition = office.plan, office.edition
    with CaptureQueriesContext(connection) as first:
        document = assemble(plan, edition)
    assert len(document.scores) == (31 if several else 2)
    client = coordinator(office)
    client.get(page_of(office))
    with CaptureQueriesContext(connection) as again:
        client.get(page_of(office))
    assert (len(first), len(again)) == (16, 16)


def test_a_tick_that_lost_in_a_choice_between_two_saves_leaves_no_former_words(office: Office) -> None:
    words = {"with_scores": "เลือก", "problems": "ข้อความที่ไม่ได้เลือก"}
    editions.keep_unchosen(plan=office.plan, words=words, by=office.the(Role.COORDINATOR), now=NOW)
    assert list(office.edition.revisions.values_list("field", "text")) == [("problems", "ข้อความที่ไม่ได้เลือก")]
