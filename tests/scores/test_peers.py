"""An agency beside those of its kind: what a plain reckoning finds, nothing of few, no names."""

from __future__ import annotations

import statistics
from decimal import ROUND_HALF_UP, Decimal
from random import Random

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.models import Agency, Membership
from accounts.permissions import Role
from scores.models import Score, ScoreSheet
from scores.services import results as years
from scores.services.comparing import peers
from scores.services.comparing.gathered import Place
from scores.services.comparing.kept import gathered
from scores.services.comparing.spread import Quartiles, quartiles
from scores.services.comparing.totals import cents, with_totals
from tests.factories import a_user, an_agency
from tests.scores.conftest import YEAR, Office, SignedIn
from tests.scores.many import ITEMS, a_score, a_sheet, agencies

CENT = Decimal("0.01")


def plain(figures: list[Decimal]) -> Quartiles:
    """By the standard library."""
    cut = figures * 3 if len(figures) == 1 else statistics.quantiles(figures, n=4, method="inclusive")
    return Quartiles(len(figures), *(each.quantize(CENT, ROUND_HALF_UP) for each in cut))


def compared(agency: Agency, *, in_province: bool = False, year: int = YEAR) -> peers.Comparison:
    return peers.compare(agency, years.of_year(agency, year), in_province=in_province)


def test_any_one_can_be_left_out_of_figures_in_order() -> None:
    some = Random(7)
    for number in range(1, 40):
        figures = [Decimal(some.randint(0, 12)) / 4 for _ in range(number)]
        in_order = sorted(map(cents, figures))
        assert quartiles(in_order) == plain(figures)
        for each in set(figures):
            others = figures.copy()
            others.remove(each)
            assert quartiles(in_order, without=cents(each)) == (plain(others) if others else None), (figures, each)


@pytest.mark.parametrize("count", [1, 2, 9, 23])
def test_what_is_gathered_are_the_figures_of_all(db: None, count: int) -> None:
    for agency in agencies(count):
        a_sheet(agency, YEAR)
    found = gathered("all", ScoreSheet.objects.all(), YEAR)
    assert {place.key for place in found.columns} == {"total", "IIT", "EIT", "OIT", "1", *ITEMS}
    for place in (Place("", "IIT"), Place("", "1"), Place("general", "O1")):
        seed = int(place.key) if place.key.isdigit() else place.key
        assert list(found.column(place)) == sorted(cents(a_score(f"peer-{n}", YEAR, seed)) for n in range(count))


@pytest.mark.parametrize("year", [2565, 2566])
def test_totals_and_levels_of_the_database_are_those_of_the_page(db: None, year: int) -> None:
    every = agencies(60)
    for n, agency in enumerate(every):
        total = a_score("total", n) if n % 4 == 0 else None
        tools = ("IIT", "EIT", "OIT")[: 3 - (n % 5 == 0)]
        a_sheet(agency, year, tools=tools, official_total=total, official_level="A" if n % 3 == 0 else "")
    for n, figure in enumerate(("84.99", "85", "94.99", "95", "95.00")):
        sheet = ScoreSheet.objects.get(agency=every[n], year=year)
        ScoreSheet.objects.filter(pk=sheet.pk).update(official_total=Decimal(figure))
        sheet.scores.filter(of="tool").update(value=Decimal(figure))
    sheet = ScoreSheet.objects.get(agency=every[7], year=year)  # 84.995 in all: halves go up
    for tool, figure in (("IIT", "85.05"), ("EIT", "85.05"), ("OIT", "84.91")):
        sheet.scores.filter(of="tool", tool=tool).update(value=Decimal(figure))
    for sheet in with_totals(ScoreSheet.objects.all(), year):
        shown = years.of_year(sheet.agency, year).now
        expected = None if shown.total is None else int(shown.total * 100)
        assert (sheet.total, sheet.level) == (expected, shown.level_name), sheet.agency


def test_each_figure_stands_beside_the_quartiles_of_the_others(office: Office) -> None:
    others = agencies(7)
    for agency in (office.agency, *others):
        a_sheet(agency, YEAR)
        a_sheet(agency, YEAR - 1)
    found = compared(office.agency)
    rows = {row.line.key: row for row in (*found.main, *found.groups, *(row for _, of in found.items for row in of))}
    for key in ("IIT", "OIT", "1", "E1", "O1"):
        seed = int(key) if key.isdigit() else key
        assert rows[key].others == plain([a_score(each.slug, YEAR, seed) for each in others])
        assert rows[key].line.score == a_score(office.agency.slug, YEAR, seed)
    totals = [years.of_year(each, YEAR).now.total for each in others]
    assert rows["total"].others == plain([each for each in totals if each is not None])
    own, others_total = rows["total"].line.score, rows["total"].others
    assert own is not None
    assert others_total is not None
    assert rows["total"].apart == own - others_total.median


def test_nothing_is_said_of_fewer_than_five_others_place_by_place(office: Office, signed_in: SignedIn) -> None:
    a_sheet(office.agency, YEAR)
    others = agencies(5)
    for agency in others[:4]:
        a_sheet(agency, YEAR)
    assert not compared(office.agency).says_anything
    page = signed_in(office.mana).get(office.url("compare")).content.decode()
    assert "ยังเทียบไม่ได้" in page
    a_sheet(others[4], YEAR, items=["I1"])
    found = compared(office.agency)
    assert all(row.others for row in found.main)
    assert [row.line.key for _, rows in found.items for row in rows] == ["I1"]
    page = signed_in(office.mana).get(office.url("compare")).content.decode()
    assert "ยังเทียบไม่ได้" not in page


def test_other_kinds_other_lists_and_other_years_are_not_compared(office: Office) -> None:
    a_sheet(office.agency, YEAR)
    for agency in agencies(6, kind=Agency.Kind.HOSPITAL, of="ward"):
        a_sheet(agency, YEAR)
    apart = agencies(6)
    for agency in apart:
        a_sheet(agency, YEAR - 1)
    assert not compared(office.agency).says_anything
    for agency in apart:
        a_sheet(agency, YEAR)
    assert compared(office.agency).says_anything
    Agency.objects.filter(pk__in=[each.pk for each in apart]).update(list_kind="school")
    assert not compared(office.agency).says_anything


def test_of_a_province_nothing_is_said_that_the_rest_of_the_kind_could_be_told_from(office: Office) -> None:
    a_sheet(office.agency, YEAR)
    for agency in agencies(5):
        a_sheet(agency, YEAR)
    far = agencies(5, province="ไกลโพ้น", of="far")
    for agency in far[:4]:
        a_sheet(agency, YEAR)
    assert compared(office.agency).says_anything
    assert not compared(office.agency, in_province=True).says_anything
    a_sheet(far[4], YEAR)
    found = compared(office.agency, in_province=True)
    assert found.main[1].others == plain([a_score(f"peer-{n}", YEAR, "IIT") for n in range(5)])
    lonely = an_agency("lonely", province="ไกลโพ้นกว่า")
    a_sheet(lonely, YEAR)
    assert not compared(lonely, in_province=True).says_anything


def test_other_agencies_of_whoever_looks_are_not_among_the_five(office: Office, signed_in: SignedIn) -> None:
    a_sheet(office.agency, YEAR)
    others = agencies(5)
    for agency in others:
        a_sheet(agency, YEAR)
    both = a_user("both", Role.COORDINATOR, agency=office.agency)
    Membership.objects.create(user=both, agency=others[0], role=Role.OFFICER)
    page = signed_in(both).get(office.url("compare")).content.decode()
    assert "ยังเทียบไม่ได้" in page
    assert "อย่างน้อย 6 แห่ง" in page
    assert "ยังเทียบไม่ได้" not in signed_in(office.mana).get(office.url("compare")).content.decode()
    a_sheet(agencies(1, of="sixth")[0], YEAR)
    assert "ยังเทียบไม่ได้" not in signed_in(both).get(office.url("compare")).content.decode()


def test_ones_own_change_moves_nothing_and_anothers_save_is_seen_at_once(office: Office) -> None:
    own = a_sheet(office.agency, YEAR)
    others = [a_sheet(agency, YEAR) for agency in agencies(6)]
    before = compared(office.agency).main[1].others
    own.scores.filter(of="tool", tool="IIT").update(value=Decimal(0))
    ScoreSheet.objects.filter(pk=own.pk).update(revision=2)
    assert compared(office.agency).main[1].others == before
    Score.objects.filter(sheet__in=others, of="tool", tool="IIT").update(value=Decimal(51))
    ScoreSheet.objects.filter(pk__in=[each.pk for each in others]).update(revision=2)
    assert compared(office.agency).main[1].others == Quartiles(6, Decimal(51), Decimal(51), Decimal(51))


def test_the_page_names_nobody_draws_the_figures_and_is_the_agencys_alone(office: Office, signed_in: SignedIn) -> None:
    a_sheet(office.agency, YEAR)
    for agency in (*agencies(6), *agencies(6, province="ไกลโพ้น", of="far")):
        a_sheet(agency, YEAR)
    client = signed_in(office.mana)
    for query in ("", "?of=province", "?of=x"):
        page = client.get(office.url("compare") + query).content.decode()
        assert "หน่วยงานลับ" not in page
        assert "peer-" not in page
        assert page.count('<svg class="chart"') == 2
        assert f"{a_score(office.agency.slug, YEAR, 'IIT'):.2f}" in page
    assert client.get(f"/a/peer-0/{YEAR}/scores/compare/").status_code == 404


def test_the_page_makes_as_many_queries_for_many_as_for_few(office: Office, signed_in: SignedIn) -> None:
    a_sheet(office.agency, YEAR)
    client = signed_in(office.mana)
    counts = []
    for more in (6, 40):
        for agency in (*agencies(more, of=f"near{more}"), *agencies(more, of=f"far{more}", province="ไกลโพ้น")):
            a_sheet(agency, YEAR)
        with CaptureQueriesContext(connection) as captured:
            client.get(office.url("compare") + "?of=province")
        counts.append(len(captured))
    assert counts[0] == counts[1] <= 24
