"""How the report will look: the pages of its paper as pictures, drawn once for each state of its words."""

import threading
from unittest import mock

import pytest
from django.test import Client

from accounts.permissions import Role
from files.made import cache
from measures.models import Plan, Step
from paper import pictures
from paper.press import press
from reports.compiling.assemble import assemble
from reports.views.compiling import compile as compile_views
from tests.factories import a_measure, a_plan, a_user, an_agency

PNG = b"\x89PNG\r\n\x1a\n"


@pytest.fixture
def plan(db: None) -> Plan:
    cache.clear()
    plan = a_plan(an_agency())
    a_measure(plan, steps=["จัดประชุม"])
    return plan


@pytest.fixture
def client(plan: Plan) -> Client:
    client = Client()
    client.force_login(a_user("manee", Role.COORDINATOR, agency=plan.agency))
    return client


def url(plan: Plan, rest: str = "") -> str:
    return f"/a/{plan.agency.slug}/2566/report/pages/{rest}"


def test_every_page_of_the_paper_is_a_picture_and_its_words_are_there_as_text(plan: Plan, client: Client) -> None:
    page = client.get(url(plan))
    assert page.context["pages"] == range(1, 3)
    assert "จัดประชุม" in page.content.decode()
    for number in page.context["pages"]:
        address = url(plan, f"{page.context['digest']}/{number}.png")
        assert f'src="{address}"' in page.content.decode()
        picture = client.get(address)
        assert (picture["Content-Type"], picture.content[:8]) == ("image/png", PNG)


def test_the_pages_are_drawn_once_until_a_word_changes(plan: Plan, client: Client) -> None:
    with mock.patch.object(pictures, "pages", wraps=pictures.pages) as drawn:
        first = client.get(url(plan), headers={"HX-Request": "true"})
        again = client.get(url(plan))
        client.get(url(plan, f"{again.context['digest']}/1.png"))
        assert drawn.call_count == 1
        assert first.content.count(b"<img") == 2 and b"<h1" not in first.content
        Step.objects.update(text="จัดอบรม")
        changed = client.get(url(plan))
        assert drawn.call_count == 2 and changed.context["digest"] != again.context["digest"]
    assert client.get(url(plan, f"{again.context['digest']}/1.png")).status_code == 200, "a page opened before shows it"
    cache.clear()
    assert client.get(url(plan, f"{again.context['digest']}/1.png")).status_code == 404, "those words are gone"
    assert client.get(url(plan, f"{changed.context['digest']}/3.png")).status_code == 404, "there are two pages"
    assert client.get(url(plan, f"{changed.context['digest']}/0.png")).status_code == 404


def test_where_nothing_can_be_kept_a_picture_is_drawn_for_whoever_asks(plan: Plan, client: Client) -> None:
    with mock.patch.object(cache, "set_many", side_effect=OSError(28, "No space left on device")):
        page = client.get(url(plan))
        assert client.get(url(plan, f"{page.context['digest']}/1.png")).content[:8] == PNG


def test_another_agencys_pages_are_not_there_even_for_who_knows_their_address(plan: Plan, client: Client) -> None:
    digest = client.get(url(plan)).context["digest"]
    stranger = Client()
    stranger.force_login(a_user("piti", Role.COORDINATOR, agency=an_agency("elsewhere")))
    assert stranger.get(url(plan)).status_code == 404
    assert stranger.get(url(plan, f"{digest}/1.png")).status_code == 404


def test_where_no_pages_can_be_made_the_page_says_so_and_leads_on(
    plan: Plan, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    def busy(*_: object) -> None:
        raise press.Busy

    cache.clear()
    monkeypatch.setattr(press, "_done", busy)
    page = client.get(url(plan))
    assert page.status_code == 503
    assert "จัดหน้ารายงานฉบับอื่นอยู่" in page.content.decode()
    assert f'href="/a/{plan.agency.slug}/2566/report/"' in page.content.decode()
    notice = client.get(url(plan), headers={"HX-Request": "true"})
    assert notice.status_code == 200, "HTMX shows nothing of any other"
    assert "โปรดรอสักครู่แล้วลองใหม่" in notice.content.decode() and b"<h1" not in notice.content
    digest = "0" * 64
    assert client.get(url(plan, f"{digest}/1.png")).status_code == 404
    download = client.get(f"/a/{plan.agency.slug}/2566/report/report.pdf")
    assert (download.status_code, "โปรดรอสักครู่" in download.content.decode()) == (503, True)


def test_where_too_many_wait_already_a_report_is_not_even_read(
    plan: Plan, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Eight who ask again and again would otherwise keep the processor from whoever only looks at a page."""
    places = threading.BoundedSemaphore(1)
    monkeypatch.setattr(press, "_places", places)
    address = f"/a/{plan.agency.slug}/2566/report/report"
    with mock.patch.object(compile_views, "assemble", wraps=assemble) as read:
        with places:
            assert (client.get(f"{address}.pdf").status_code, read.call_count) == (503, 0)
            assert (client.get(f"{address}.txt").status_code, read.call_count) == (200, 1), "text wants no press"
        assert (client.get(f"{address}.pdf").status_code, read.call_count) == (200, 2)
