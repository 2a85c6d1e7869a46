"""What anyone reads: the list of published reports, and each version with what became of it."""

from __future__ import annotations

import re
from datetime import timedelta
from urllib.parse import quote

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries, Settings

from accounts.models import Agency
from measures.models import Plan
from reports.models import Edition, Publication, Report, Round
from reports.models.report import Kind
from tests.reports.approved import Scene
from tests.reports.office import NOW
from tests.reports.publication.scenes import REASON, a_published_scene, another_edition, publish, withdraw

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("signable_paper")]
LIST = "/r/"
CURRENT = "ฉบับปัจจุบัน"


@pytest.fixture
def scene() -> Scene:
    return a_published_scene()


def page(client: Client, url: str) -> str:
    answer = client.get(url)
    assert answer.status_code == 200
    return answer.content.decode()


def address(scene: Scene) -> str:
    return f"/r/{scene.round.code}/"


def listed(client: Client, query: str = "") -> list[str]:
    """The codes of the list, in order."""
    return re.findall(r'<th scope="row"[^>]*>\s*<a href="/r/([^/]+)/"', page(client, LIST + query))


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


def test_a_published_report_is_listed_for_everyone_until_its_page(scene: Scene, client: Client) -> None:
    assert listed(client) == [scene.round.code]
    shown = page(client, address(scene))
    document = scene.round.read()
    assert document.title in shown.replace("\u00a0", " ")
    assert "emblem-small" not in shown
    Agency.objects.update(emblem="a" * 64)
    assert f'src="/emblem/{"a" * 64}' in page(client, address(scene))
    for measure in document.measures:
        assert f"<h3>{measure.heading.rstrip(' :')}</h3>" in shown.replace("\u00a0", " ")
    for name in ("report.pdf", "report.json", "report.csv", "bundle.zip"):
        assert f'href="{address(scene)}{name}"' in shown
    assert "ฉบับปัจจุบัน" in shown


def test_a_reader_learns_whom_to_ring_and_reads_titles_without_colon(scene: Scene, client: Client) -> None:
    Agency.objects.filter(pk=scene.office.agency.pk).update(telephone="0 2123 4567 ต่อ 12")
    said = page(client, address(scene))
    assert "โทร. 0 2123 4567 ต่อ 12" in said and not re.search(r":\s*</(?:h3|a)>", said)


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


def test_a_replaced_version_stays_with_its_reason_and_leads_to_the_current_one(scene: Scene, client: Client) -> None:
    following = another_edition(scene)
    assert client.get(f"/r/{following.code}/").status_code == 404
    publish(following, scene.person("mana"), reason=REASON)
    old, new = page(client, address(scene)), page(client, f"/r/{following.code}/")
    assert "ถูกแทนที่แล้ว" in old and REASON in old
    assert f'<a href="/r/{following.code}/">อ่านฉบับปัจจุบัน</a>' in old
    assert '<meta name="robots" content="noindex">' in old
    assert f'<a href="{address(scene)}">ฉบับที่ 1</a> ถูกแทนที่แล้ว' in new
    assert "noindex" not in new
    assert listed(client) == [following.code, scene.round.code]


def test_a_withdrawn_version_stays_with_its_reason(scene: Scene, client: Client) -> None:
    withdraw(scene.round, scene.person("mana"))
    shown = page(client, address(scene))
    assert "เพิกถอนแล้ว" in shown and REASON in shown
    assert "ยังไม่มีฉบับใหม่แทน" in shown
    assert listed(client) == [scene.round.code]


@pytest.mark.parametrize(
    "state", [each for each in Edition.State if each not in ("published", "replaced", "withdrawn")]
)
def test_what_is_in_another_state_is_not_found_whatever_was_written(scene: Scene, client: Client, state: str) -> None:
    Edition.objects.update(state=state)
    assert client.get(address(scene)).status_code == 404
    assert client.get(f"{address(scene)}report.pdf").status_code == 404
    assert listed(client) == []
    assert scene.round.code not in page(client, "/sitemap-1.xml")


def test_a_replaced_version_whose_successor_was_withdrawn_leads_nowhere_and_says_so(
    scene: Scene, client: Client
) -> None:
    following = another_edition(scene)
    publish(following, scene.person("mana"), reason=REASON)
    withdraw(following, scene.person("mana"))
    old = page(client, address(scene))
    assert "ฉบับที่แทนถูกเพิกถอนแล้ว ขณะนี้ไม่มีฉบับปัจจุบัน" in old
    assert "อ่านฉบับปัจจุบัน" not in old


def test_only_the_current_address_is_offered_to_an_assessor(scene: Scene, client: Client) -> None:
    offer = "คัดลอกไปกรอกในช่อง URL ของแบบประเมินได้"
    assert offer in page(client, address(scene))
    following = another_edition(scene)
    publish(following, scene.person("mana"), reason=REASON)
    assert offer not in page(client, address(scene))
    assert f'ให้ใช้ที่อยู่ของ<a href="/r/{following.code}/">ฉบับปัจจุบัน</a>' in page(client, address(scene))
    withdraw(following, scene.person("mana"))
    withdrawn = page(client, f"/r/{following.code}/")
    assert offer not in withdrawn and "จึงไม่ควรกรอกในแบบประเมิน" in withdrawn


def test_a_code_as_it_is_typed_leads_to_the_stable_address(scene: Scene, client: Client) -> None:
    answer = client.get(address(scene).lower())
    assert (answer.status_code, answer["Location"]) == (302, address(scene))
    assert client.get("/r/nothing/").status_code == 404


def test_codes_cannot_be_tried_out_and_readers_are_not_held_up(scene: Scene, client: Client) -> None:
    wrong = f"/r/{scene.round.code[:-1]}" + ("0" if scene.round.code[-1] != "0" else "1") + "/"
    assert {client.get(wrong).status_code for _ in range(60)} == {404}
    assert client.get(wrong).status_code == 429
    assert client.get(address(scene)).status_code == 200


def test_an_assessors_field_takes_the_address(scene: Scene, client: Client, settings: Settings) -> None:
    settings.PORTAL_URL = "https://portal.example.go.th"
    shown = page(client, address(scene))
    whole = f"https://portal.example.go.th/r/{scene.round.code}/"
    assert f">{whole}</textarea>" in shown
    assert f'<link rel="canonical" href="{whole}">' in shown
    assert len(whole) < 100


def test_a_preview_says_what_the_report_is(scene: Scene, client: Client, settings: Settings) -> None:
    settings.PORTAL_URL = "https://portal.example.go.th"
    shown = page(client, address(scene))
    told = dict(re.findall(r'<meta property="og:(\w+)" content="([^"]*)">', shown))
    assert told == {
        "type": "article",
        "locale": "th_TH",
        "site_name": "รายงานคุณธรรมและความโปร่งใส",
        "title": f"รายงาน ITA ปี 2566 {scene.office.agency.name}",
        "description": f"ฉบับปัจจุบัน {scene.round.edition.title} ปีงบประมาณ 2566",
        "url": f"https://portal.example.go.th{address(scene)}",
        "image": f"https://portal.example.go.th{address(scene)}preview.png",
    }


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


def test_what_is_typed_in_a_report_is_text_on_its_page(scene: Scene, client: Client) -> None:
    withdraw(scene.round, scene.person("mana"), reason="<script>alert(1)</script>")
    shown = page(client, address(scene))
    assert "<script>alert(1)" not in shown
    assert "&lt;script&gt;alert(1)" in shown


def test_a_page_may_be_kept_only_after_asking_again(scene: Scene, client: Client) -> None:
    assert client.get(address(scene))["Cache-Control"] == "no-cache"
    assert client.get(LIST)["Cache-Control"] == "no-cache"


def test_a_frozen_text_that_was_altered_is_not_shown(scene: Scene, client: Client) -> None:
    Round.objects.filter(pk=scene.round.pk).update(document=scene.round.document.replace("2566", "2567"))
    answer = client.get(address(scene))
    assert answer.status_code == 500
    assert "ไฟล์ของรายงานนี้เสียหาย" in answer.content.decode()
