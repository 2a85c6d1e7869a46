"""The compile page shows long lists in parts: each one press away, and that in which something was done."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.test import Client, RequestFactory
from django.urls import reverse

from accounts.permissions import Role
from measures.models import Action, Measure, Outcome
from reports.views.compiling.parts import PER_PART, part_of
from tests.factories import a_plan, a_user, an_agency

pytestmark = pytest.mark.django_db


def asked(query: str = "", count: int = 70, at: int | None = None) -> Any:
    return part_of(RequestFactory().get(f"/{query}"), list(range(count)), "order", at=at)


def test_a_list_of_a_usual_size_is_whole() -> None:
    part = asked(count=PER_PART)
    assert (list(part.rows), part.links, part.is_asked) == (list(range(PER_PART)), (), False)
    assert list(asked(count=0).rows) == []


@pytest.mark.parametrize(
    ("query", "at", "first"), [("", None, 0), ("?order=2", None, 30), ("?order=9", None, 60), ("?order=x", None, 0)]
)
def test_the_part_that_is_asked_for_is_shown(query: str, at: int | None, first: int) -> None:
    part = asked(query, at=at)
    assert (part.rows[0], part.before) == (first, first)


def test_where_something_was_done_is_shown_whatever_was_asked_for() -> None:
    assert [asked("?order=1", at=at).before for at in (0, 29, 30, 69)] == [0, 0, 30, 60]


def test_links_name_the_rows_of_all_parts_and_keep_the_rest_of_the_address() -> None:
    links = asked("?order=2&doubts=3&moved=up:1&doubt=4&draft=1").links
    assert [link.words for link in links] == ["1–30", "31–60", "61–70"]
    assert [link.url for link in links] == [f"?order={n}&doubts=3#order" for n in (1, 2, 3)]
    assert [link.is_here for link in links] == [False, True, False]
    assert [link.words for link in asked(count=36).links] == ["1–30", "31–36"]


def test_a_few_rows_at_the_end_make_no_part() -> None:
    part = asked("?order=2", count=65, at=64)
    assert (part.rows[0], len(part.rows), len(part.links), len(asked(count=35).rows)) == (30, 35, 2, 35)


@pytest.fixture
def page_of(client: Client) -> Any:
    """The compile page of an office with that many measures, each with a doubt, as its coordinator gets it."""

    def made(count: int) -> tuple[Any, list[Measure]]:
        plan = a_plan(an_agency())
        said = {"plan": plan, "tool": "EIT", "question": "ข้อคำถาม" * 12}
        rows = [Measure(code=f"E{n}", code_as_written=f"ข้อ {n}", position=n, **said) for n in range(1, count + 1)]
        measures = Measure.objects.bulk_create(rows)
        day = "จัดอบรมเจ้าหน้าที่ทุกกองงาน เมื่อวันที่ 3 กรกฎาคม 2560"
        Action.objects.bulk_create(Action(measure=one, position=0, text=day) for one in measures)
        Outcome.objects.bulk_create(Outcome(measure=one, position=0, text="ร้องเรียนลดลง") for one in measures)
        client.force_login(a_user("manee", Role.COORDINATOR, agency=plan.agency))
        url = reverse("reports:compile", args=[plan.agency.slug, plan.year])
        return lambda query="": client.get(f"{url}{query}"), measures

    return made


def shown(page: Any) -> tuple[list[str], int]:
    """The numbers in the list of the order, and how many groups of doubts there are."""
    text = page.content.decode()
    return re.findall(r'name="at-[0-9]+" value="([0-9]+)"', text), text.count('class="doubtgroup"')


def test_thirty_measures_are_shown_as_they_ever_were(page_of: Any) -> None:
    ask, _ = page_of(30)
    page = ask()
    assert shown(page) == ([str(n) for n in range(1, 31)], 31)
    assert not re.search(r"[?&](order|doubts)=", page.content.decode())


def test_every_measure_and_every_doubt_of_many_stands_in_a_part(page_of: Any) -> None:
    ask, measures = page_of(70)
    parts = [ask(f"?order={n}&doubts={n}") for n in (1, 2, 3)]
    numbers, groups = zip(*map(shown, parts), strict=True)
    assert [n for part in numbers for n in part] == [str(n) for n in range(1, 71)]
    assert groups == (30, 30, 11)  # that of the whole report comes first
    assert "71 เรื่อง" in parts[1].content.decode()
    assert '<details id="order" open>' in parts[1].content.decode()
    moved = ask(f"?moved=down:{measures[40].pk}").content.decode()
    assert f'value="down:{measures[40].pk}"\n' in moved


def test_what_decides_on_submission_is_shown_whole_on_every_part(page_of: Any) -> None:
    ask, _ = page_of(70)
    for page in (ask(), ask("?order=3&doubts=2")):
        assert len(page.context["must"]) > 2
        assert all(line.detail in page.content.decode() for line in page.context["must"])


def test_the_page_of_five_hundred_measures_is_light(page_of: Any) -> None:
    ask, _ = page_of(500)
    assert len(ask().content) < 200_000
