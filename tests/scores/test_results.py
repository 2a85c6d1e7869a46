"""The page of a year: totals, level, last year beside it, weak items by rule, whatever is missing."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from measures.models import Indicator, Wording
from measures.services.catalogue import items_of
from scores.models import Score, ScoreSheet
from scores.services import outline as outlines
from scores.services import results as years
from scores.services import weak
from scores.services.pairs import pairs
from scores.services.weak import Why
from tests.factories import NOON
from tests.scores.conftest import YEAR, Office, SignedIn

TOOLS = {"IIT": "88.12", "EIT": "83.05", "OIT": "90.00"}


def a_year(office: Office, scores: Mapping[str, str], year: int = YEAR, **head: object) -> ScoreSheet:
    """A sheet with scores by key, as its pages store them."""
    sheet = ScoreSheet.objects.create(agency=office.agency, year=year, **head)
    outline = outlines.of_year(office.agency, year)
    rows = []
    for key, value in scores.items():
        of = Score.Of.TOOL if key in TOOLS else Score.Of.GROUP if key.isdigit() else Score.Of.ITEM
        places = {"group_no": int(key)} if of == Score.Of.GROUP else {"code": key} if of == Score.Of.ITEM else {}
        rows.append(Score(sheet=sheet, of=of, tool=outline.tool_of(key), value=Decimal(value), **places))
    Score.objects.bulk_create(rows)
    return sheet


def page_of(client: Client, office: Office, query: str = "", year: int = YEAR) -> str:
    response = client.get(office.url(year=year) + query)
    assert response.status_code == 200
    return " ".join(response.content.decode().replace("\N{NO-BREAK SPACE}", " ").split())


def test_total_tools_and_level_stand_with_last_years(office: Office, signed_in: SignedIn) -> None:
    a_year(office, {"IIT": "84.30", "EIT": "76.41", "OIT": "82.50"}, YEAR - 1, official_total=Decimal("81.21"))
    a_year(office, TOOLS, official_total=Decimal("87.35"), official_level="ผ่าน")
    page = page_of(signed_in(office.mana), office)
    assert "ระดับ “ผ่าน” คะแนนรวม 87.35 เพิ่มขึ้น 6.14 จากปี 2565" in page
    assert "จะได้ระดับ “ผ่านดี” เมื่อ EIT ถึง 85 คะแนน ขณะนี้ 83.05 ขาดอีก 1.95" in page
    assert "ปี 2565 คะแนน 81.21 อยู่ในระดับ B" in page
    assert "+6.64" in page  # EIT
    assert "คะแนนรวมที่ประกาศต่างจากที่คำนวณ" not in page
    assert "ระดับที่บันทึกไว้ไม่ตรงกับคะแนน" not in page


def test_an_announced_total_or_level_that_does_not_fit_is_said(office: Office, signed_in: SignedIn) -> None:
    a_year(office, TOOLS, official_total=Decimal("89.43"), official_level="ผ่านดีเยี่ยม")
    page = page_of(signed_in(office.mana), office)
    assert "ประกาศ 89.43 คำนวณจากสามเครื่องมือตามน้ำหนักได้ 87.35 ต่างกัน +2.08" in page
    assert "ระดับที่บันทึกไว้คือ “ผ่านดีเยี่ยม” แต่คะแนนที่บันทึกไว้อยู่ในระดับ “ผ่าน”" in page


def test_without_an_announced_total_the_computed_one_is_shown_as_such(office: Office, signed_in: SignedIn) -> None:
    a_year(office, TOOLS)
    page = page_of(signed_in(office.mana), office)
    assert "คะแนนรวม (คำนวณ)" in page
    assert "ระดับ “ผ่าน” คะแนนรวม 87.35" in page


def test_a_level_that_hangs_on_a_missing_tool_is_not_guessed(office: Office, signed_in: SignedIn) -> None:
    a_year(office, {"IIT": "90"}, official_total=Decimal(88))
    page = page_of(signed_in(office.mana), office)
    assert "ยังบอกระดับไม่ได้" in page
    assert "หน่วยงานของท่าน" not in page


def test_the_chart_has_a_bar_a_group_and_the_same_figures_in_the_table(office: Office, signed_in: SignedIn) -> None:
    a_year(office, {"1": "79.40", "2": "81.05"}, YEAR - 1)
    a_year(office, {"1": "89.20", "2": "84.10", **TOOLS})
    page = page_of(signed_in(office.mana), office)
    chart = page[page.index('<svg class="chart"') : page.index("</svg>", page.index('<svg class="chart"'))]
    assert chart.count('fill="#17508a"') == 1
    assert chart.count('fill="#a85f00"') == 1
    assert chart.count('fill="#788497"') == 2
    assert "84.10 ▼" in chart
    assert 'width="89.20%"' in chart
    table = page[page.index("ตารางคะแนน") :]
    assert all(figure in table for figure in ("79.40", "89.20", "+9.80", "81.05", "84.10", "+3.05"))
    assert "style=" not in page


def test_a_mean_that_differs_from_its_figure_is_shown_where_all_parts_are_there(office: Office) -> None:
    items = {f"I{number}": "80" for number in range(1, 7)}
    a_year(office, {"1": "79.40", "IIT": "79", **items, "E1": "70"})
    results = years.of_year(office.agency, YEAR)
    first = results.groups[0]
    assert (first.mean, first.differs) == (Decimal(80), True)
    assert results.groups[5].mean is None  # of EIT one item of five is there
    assert results.tools[0].mean is None  # of IIT one group of five is there


def test_items_are_weak_by_each_rule(office: Office) -> None:
    say("I1", "ปฏิบัติงานตามขั้นตอนหรือไม่")
    a_year(office, {"I1": "90", "I2": "84.99", "E1": "70"}, YEAR - 1)
    now = {"I1": "89.99", "I2": "85", "E1": "84.99", "E2": "99", "E3": "99", "E4": "99", "E5": "99", "O1": "86"}
    a_year(office, now, target=Decimal(86))
    found = weak.find(years.of_year(office.agency, YEAR))
    assert {row.line.key: row.why for row in found.rows} == {
        "E1": (Why.PASS_MARK, Why.TARGET, Why.LOWEST),
        "I2": (Why.TARGET, Why.LOWEST),
        "O1": (Why.LOWEST,),
        "I1": (Why.FALLEN, Why.LOWEST),
        "E2": (Why.LOWEST,),
    }
    assert [row.line.key for row in found.rows] == ["E1", "I2", "O1", "I1", "E2"]


def test_an_item_with_the_full_score_is_not_weak_however_few_lie_below_it(office: Office) -> None:
    a_year(office, {"I1": "100", "I2": "99.99", "E1": "100", "O1": "100"})
    assert [row.line.key for row in weak.find(years.of_year(office.agency, YEAR)).rows] == ["I2"]


def test_weak_items_can_be_looked_at_by_one_rule(office: Office, signed_in: SignedIn) -> None:
    a_year(office, {"I1": "70", "I2": "90", "I3": "91", "I4": "92", "I5": "93", "I6": "94"})
    client = signed_in(office.mana)
    for query, codes in (("", "I1 I2 I3 I4 I5"), ("?weak=pass_mark", "I1"), ("?weak=nonsense", "I1 I2 I3 I4 I5")):
        response = client.get(office.url() + query)
        assert " ".join(row.line.key for row in response.context["weak"].rows) == codes


def say(code: str, text: str, *years: int) -> None:
    """Gives an item its words in the lists of some years, by default in this one's and the last one's."""
    items = Indicator.objects.filter(code=code, year__in=years or (YEAR, YEAR - 1))
    items.update(text=text, status=Indicator.Status.CONFIRMED)


def test_items_are_beside_last_years_only_where_both_lists_have_them(office: Office) -> None:
    now, before = (outlines.of_year(office.agency, year) for year in (2568, 2567))
    assert now.items
    assert not before.items
    assert set(pairs(now, before)) & {item.code for item in now.items} == set()
    a_year(office, {"O1": "50"}, 2567)
    a_year(office, {"O1": "60"}, 2568)
    line = next(line for line in years.of_year(office.agency, 2568).items if line.key == "O1")
    assert (line.score, line.before, line.change) == (Decimal(60), None, None)


def link(now: str, before: str | None, *, confirmed: bool, year: int = YEAR) -> None:
    """Says which item of the year before one continues."""
    earlier = Indicator.objects.get(year=year - 1, code=before) if before else None
    Indicator.objects.filter(year=year, code=now).update(
        forerunner=earlier, forerunner_confirmed_at=NOON if confirmed else None
    )


def test_items_go_by_their_forerunners_once_a_person_confirmed_them(office: Office, signed_in: SignedIn) -> None:
    link("E1", "E2", confirmed=True)  # renumbered
    link("E2", None, confirmed=True)  # new
    link("E3", "E4", confirmed=False)  # proposed, not confirmed
    link("E5", "E5", confirmed=False)  # proposed as it is numbered
    link("E6", "E6", confirmed=True)  # confirmed, whatever the words are
    say("E4", "เปิดโอกาสให้มีส่วนร่วมหรือไม่")
    say("E5", "มีช่องทางร้องเรียนหรือไม่")
    say("E6", "ถ้อยคำใหม่")
    say("E6", "ถ้อยคำเดิม", YEAR - 1)
    say("E7", "ถ้อยคำของปีนี้")  # numbered alike, and another question
    say("E7", "ถ้อยคำของปีก่อน", YEAR - 1)
    now, before = (outlines.of_year(office.agency, year) for year in (YEAR, YEAR - 1))
    found = pairs(now, before)
    assert {code: found.get(code) for code in map("E{}".format, range(1, 9))} == {
        "E1": "E2",
        "E2": None,
        "E3": None,
        "E4": "E4",
        "E5": "E5",
        "E6": "E6",
        "E7": None,
        "E8": None,  # neither list has words
    }
    a_year(office, {"E1": "70", "E2": "60"}, YEAR - 1)
    a_year(office, {"E1": "80", "E2": "90"})
    lines = {line.key: line for line in years.of_year(office.agency, YEAR).items}
    assert (lines["E1"].before, lines["E1"].change) == (Decimal(60), Decimal(20))
    assert (lines["E2"].before, lines["E2"].change) == (None, None)
    assert "ปี 2565 คือข้อ E2" in page_of(signed_in(office.mana), office)


def test_an_item_is_followed_through_several_years(office: Office) -> None:
    """E1 of 2566 was E2, and E2 of 2565 is E3 of a third year: its numbers were moved twice."""
    link("E1", "E2", confirmed=True)
    moved = Indicator.objects.create(
        year=2567,
        tool="EIT",
        code="E3",
        group_no=6,
        group_name="คุณภาพการดำเนินงาน",
        status="no_text",
        forerunner=Indicator.objects.get(year=2566, code="E1"),
        forerunner_confirmed_at=NOON,
    )
    now, middle, before = (outlines.of_year(office.agency, year) for year in (2567, 2566, 2565))
    assert pairs(now, before, [middle])["E3"] == "E2"
    assert "E3" not in pairs(now, before)  # nobody can tell without the year between
    Indicator.objects.filter(pk=moved.pk).update(forerunner=Indicator.objects.get(year=2565, code="E2"))
    now = outlines.of_year(office.agency, 2567)
    assert pairs(now, before)["E3"] == "E2"  # confirmed past a year that has no list
    assert "E3" not in pairs(now, middle)


def test_groups_of_a_tool_without_a_list_are_not_beside_last_years(office: Office) -> None:
    now, before = (outlines.of_year(office.agency, year) for year in (2567, 2566))
    assert now.guessed == {"IIT", "EIT", "OIT"}
    assert dict(pairs(now, before)) == {tool: tool for tool in TOOLS}


def test_a_forerunner_of_an_older_year_is_no_item_of_the_last_one(office: Office) -> None:
    older = Indicator.objects.get(year=2565, code="O1")
    Indicator.objects.filter(year=2569, code="O1").update(forerunner=older, forerunner_confirmed_at=NOON)
    now, before = (outlines.of_year(office.agency, year) for year in (2569, 2568))
    assert "O1" in before.by_code
    assert "O1" not in pairs(now, before)


def test_items_are_shown_in_the_agencys_own_wording(office: Office, signed_in: SignedIn) -> None:
    item = Indicator.objects.get(year=YEAR, code="E2")
    facts = {"indicator": item, "text": "ถ้อยคำของหน่วยงาน", "confirmed_by": office.manee, "confirmed_at": NOON}
    Wording.objects.create(agency=office.agency, **facts)
    a_year(office, {"E2": "70"})
    assert "ถ้อยคำของหน่วยงาน" in page_of(signed_in(office.mana), office)
    assert "ถ้อยคำของหน่วยงาน" in signed_in(office.manee).get(office.url("edit_tool", tool="eit")).content.decode()
    item.refresh_from_db()
    assert item.text == ""


def test_a_year_without_any_list_shows_its_scores(office: Office, signed_in: SignedIn) -> None:
    a_year(office, {**TOOLS, "6": "80", "E3": "70.5"}, 2567)
    page = page_of(signed_in(office.mana), office, year=2567)
    assert "6. คุณภาพการดำเนินงาน" in page
    assert "ไม่มีในรายการข้อคำถามปี 2567 ที่ระบบรู้จัก" in page


def test_without_a_catalogue_every_page_opens(office: Office, signed_in: SignedIn) -> None:
    Indicator.objects.all().delete()
    client = signed_in(office.manee)
    for url in (office.url(), office.url("edit"), office.url("edit_tool", tool="eit"), office.url("import")):
        assert client.get(url).status_code == 200
    assert client.get(office.url("scores_file", form="xlsx")).status_code == 200
    assert client.get(office.url("scores_file", form="pdf")).status_code == 404
    assert list(items_of(office.agency, YEAR)) == []


@pytest.mark.parametrize("several", [False, True])
def test_the_page_makes_the_same_queries_for_few_figures_and_for_many(
    office: Office, signed_in: SignedIn, several: bool
) -> None:
    every = {**TOOLS, **{str(n): "80" for n in range(1, 11)}}
    every |= {item.code: "80" for item in items_of(office.agency, YEAR)}
    for year in (YEAR, YEAR - 1):
        a_year(office, every if several else {"I1": "80"}, year)
    if several:
        for year in range(2550, 2560):
            a_year(office, {"IIT": "80"}, year)
    ScoreSheet.objects.update(saved_by=office.manee, saved_at=NOON)
    client = signed_in(office.manee)
    client.get(office.url())
    with CaptureQueriesContext(connection) as captured:
        assert client.get(office.url()).status_code == 200
    assert len(captured) == 8


def test_the_menu_leads_to_the_scores_from_which_the_year_was_drawn(office: Office, signed_in: SignedIn) -> None:
    page = page_of(signed_in(office.manee), office)
    assert f'<a href="{office.url()}" aria-current="page">ผลคะแนน</a>' in page
    assert f"/a/{office.agency.slug}/2567/measures/" in page  # the plan that was drawn from 2566
    other = page_of(signed_in(office.manee), office, year=2560)
    assert f"/a/{office.agency.slug}/2567/measures/" in other
