"""The list of published reports: what it finds, counts and says of each."""

from __future__ import annotations

import re
from datetime import timedelta
from urllib.parse import quote

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from accounts.models import Agency
from measures.models import Plan
from reports.models import Edition, Publication, Report, Round
from reports.models.report import Kind
from tests.reports.approved import Scene
from tests.reports.office import NOW
from tests.reports.publication.public_list import LIST, listed, page
from tests.reports.publication.scenes import REASON, a_published_scene, another_edition, publish, withdraw

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("signable_paper")]
CURRENT = "ฉบับปัจจุบัน"


@pytest.fixture
def scene() -> Scene:
    return a_published_scene()


def another_agency(scene: Scene, number: int, *, year: int = 2566, kind: str = Kind.RESULT, words: str = "") -> str:
    """A published version of another agency, with little of what a real one has; returns its code."""
    agency = Agency.objects.create(
        slug=f"other-{number}",
        code=f"OTH{number}",
        name=f"เทศบาลตำบลที่ {number}",
        short_name=f"ทต.{number}",
        province=f"จังหวัดที่ {number}",
    )
    plan = Plan.objects.create(agency=agency, year=year, assessed_year=year - 1)
    report = Report.objects.create(plan=plan, kind=kind)
    edition = Edition.objects.create(report=report, state=Edition.State.PUBLISHED, title="รายงาน")
    like = Round.objects.get(pk=scene.round.pk)
    like.pk, like.edition, like.code = None, edition, f"OTH{number}-{year}-0000-0000-0000-{number:04}"
    like.save(force_insert=True)
    files = Publication.objects.get(round=scene.round).files
    Publication.objects.create(
        round=like,
        published_at=NOW + timedelta(days=number),
        files=files,
        search=f"{agency.name} {words}",
        heading=agency.name,
    )
    return like.code


def test_an_empty_list_says_why(client: Client) -> None:
    assert "ยังไม่มีหน่วยงานใดเผยแพร่รายงาน" in page(client, LIST)


@pytest.mark.parametrize(("typed", "is_near"), [("ทดสอบ", False), ("ทดสอ่บ", True)])
def test_what_was_typed_in_haste_is_found_and_said_to_be_near(
    scene: Scene, client: Client, typed: str, is_near: bool
) -> None:
    assert listed(client, f"?q={typed}") == [scene.round.code]
    assert ("แสดงรายงานที่มีคำใกล้เคียง" in page(client, f"{LIST}?q={typed}")) is is_near


def test_a_name_that_was_perhaps_meant_is_offered(scene: Scene, client: Client) -> None:
    shown = page(client, f"{LIST}?q=ทดสวบ")
    assert "ไม่พบรายงานตามที่ค้นหา" in shown
    offered = re.search(r"ท่านหมายถึง\s*<a href=\"([^\"]+)\">([^<]+)</a>\s*หรือไม่", shown)
    assert offered and offered[2] == scene.office.agency.name
    assert scene.round.code in page(client, offered[1])
    assert "ท่านหมายถึง" not in page(client, f"{LIST}?q=กรุงเทพมหานคร")


def test_words_of_a_replaced_version_are_not_found_nearly_either(scene: Scene, client: Client) -> None:
    assert listed(client, "?q=ทดสอ่บ") == [scene.round.code]
    Edition.objects.update(state=Edition.State.REPLACED)
    assert listed(client, "?q=ทดสอ่บ") == []


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", ["c", "b", "a", "mine"]),
        ("?year=2565", ["b"]),
        ("?kind=progress", ["c"]),
        ("?province=จังหวัดที่ 1", ["a"]),
        ("?agency=other-2", ["b"]),
        ("?agency=nowhere", []),
        ("?q=เทศบาล", ["c", "b", "a"]),
        ("?q=ตำบลที่ ๑", ["a"]),
        ("?q=น้ํา", ["a"]),
        ("?q=น้ำประปา เทศบาล", ["a"]),
        ("?q=น้ำประปา เทศบาล&year=2565", []),
        ("?q=E-SERVICE", ["b"]),
        ("?q=%", []),
        ("?year=x&kind=y&province=z", ["c", "b", "a", "mine"]),
        ("?after=99999999", ["c", "b", "a", "mine"]),
        ("?after=x&before=", ["c", "b", "a", "mine"]),
    ],
)
def test_the_list_is_narrowed_by_what_is_asked(scene: Scene, client: Client, query: str, found: list[str]) -> None:
    codes = {
        "mine": scene.round.code,
        "a": another_agency(scene, 1, words="ขยายเขตน้ำประปา"),
        "b": another_agency(scene, 2, year=2565, words="e-service"),
        "c": another_agency(scene, 3, kind=Kind.PROGRESS),
    }
    assert sorted(listed(client, quote(query, safe="?&="))) == sorted(codes[name] for name in found)


@pytest.mark.parametrize("ended", ["withdrawn", "replaced"])
def test_what_a_version_said_is_looked_for_only_while_it_is_current(scene: Scene, client: Client, ended: str) -> None:
    document = scene.round.read()
    said, title = document.measures[0].outcomes[0].text, document.title
    asked = [f"?q={quote(words)}" for words in (said, title, scene.office.agency.name)]
    assert [listed(client, query) for query in asked] == [[scene.round.code]] * 3
    if ended == "withdrawn":
        withdraw(scene.round, scene.person("mana"))
        assert [listed(client, query) for query in asked] == [[], [scene.round.code], [scene.round.code]]
    else:
        following = another_edition(scene)
        publish(following, scene.person("mana"), reason=REASON)
        both = [following.code, scene.round.code]
        assert [listed(client, query) for query in asked] == [[following.code], both, both]


@pytest.mark.parametrize("query", ["", "?year=2566", "?province=ตัวอย่าง", "?q=ตำบล"])
@pytest.mark.parametrize("count", [1, 3])
def test_the_list_takes_the_same_queries_at_one_and_three_rows(
    scene: Scene, client: Client, count: int, query: str, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(1, count):
        another_agency(scene, number)
    Agency.objects.update(province="ตัวอย่าง")
    listed(client)  # the choices are kept from here on
    with django_assert_num_queries(2):
        assert len(listed(client, query)) == count


def test_twenty_are_on_a_page(scene: Scene, client: Client) -> None:
    codes = [another_agency(scene, number) for number in range(1, 22)]
    assert listed(client) == [*reversed(codes)][:20]
    last = Publication.objects.get(round__code=codes[1])
    assert f'href="?after={last.pk}"' in page(client, LIST)
    assert listed(client, f"?after={last.pk}") == [codes[0], scene.round.code]
    first = Publication.objects.get(round__code=codes[0])
    assert listed(client, f"?before={first.pk}") == [*reversed(codes)][:20]


def test_a_row_says_how_large_the_file_is_and_follows_what_becomes_of_the_report(scene: Scene, client: Client) -> None:
    files = Publication.objects.get().files | {"report.pdf": {"digest": "0" * 64, "size": 2048}}
    Publication.objects.update(files=files)
    Round.objects.update(pictures=["0" * 64] * 3)
    assert row(client) == f"PDF 3 หน้า 2.0 KB {CURRENT}"
    Edition.objects.update(state=Edition.State.REPLACED)
    assert row(client) == "PDF 3 หน้า 2.0 KB ถูกแทนที่แล้ว"
    Agency.objects.update(name="<b>&", province="")
    assert "&lt;b&gt;&amp;" in page(client, LIST) and "<b>&" not in page(client, LIST)


def row(client: Client) -> str:
    """What the only row says of file and state."""
    cells = page(client, LIST).partition('<td data-label="ไฟล์">')[2].partition("</tr>")[0]
    return " ".join(re.sub(r"<[^>]+>", " ", cells).replace("\u00a0", " ").split())
