"""Personal data are pointed out where the report can still be mended, and where a reason is about to be public."""

from __future__ import annotations

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from measures.models import Action
from reports.models import Decision, Edition, Settlement
from reports.review import submission
from tests.reports.approved import Scene, a_submitted_scene
from tests.reports.office import NOW, PASSWORD, decide
from tests.reports.publication.scenes import a_published_scene, another_edition, states

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("signable_paper")]

PHONE, MAIL = "081  234 5678", "mana@tst.example"
TELLING = f"ติดต่อ {PHONE} แทน"


def an_open_scene(*, opening: str = "", action: str = "") -> Scene:
    """A report that was recalled, with words added to its opening and its first action."""
    scene = a_submitted_scene()
    decide(scene.round, "recall", scene.person("mana"))
    edition = scene.office.edition
    Edition.objects.filter(pk=edition.pk).update(opening=f"{edition.opening} {opening}")
    [measure] = scene.office.plan.measures.all()
    first = measure.actions.first()
    assert first is not None
    Action.objects.filter(pk=first.pk).update(text=f"{first.text} {action}")
    return scene


def told(scene: Scene) -> list[tuple[str, str, str]]:
    """The lines of the completeness about personal data: level, detail and address."""
    checks = submission.prepare(scene.office.plan).checks
    return [(line.level, line.detail, line.url) for line in checks if line.title == "ข้อมูลส่วนบุคคล"]


def page(client: Client, scene: Scene, name: str) -> str:
    client.force_login(scene.person("mana"))
    answer = client.get(scene.office.url(name))
    assert answer.status_code == 200
    return answer.content.decode().replace("\u00a0", " ")


def test_each_place_is_a_line_that_leads_there_and_stops_nothing() -> None:
    scene = an_open_scene(opening=PHONE, action=f"{MAIL} และ {MAIL}")
    [measure] = scene.office.plan.measures.all()
    place = f"มาตรการ {measure.code_as_written or measure.code} สรุปผลการดำเนินการ"
    after = "ควรลบก่อนเสนอหากไม่ควรเปิดเผย"
    assert told(scene) == [
        ("should", f"หมายเลขโทรศัพท์ 081 234 5678 ในข้อความนำ {after}", f"{scene.office.url()}#id_opening"),
        (
            "should",
            f"ที่อยู่อีเมล {MAIL} ใน{place} {after}",
            f"/a/{scene.office.agency.slug}/2566/measures/{measure.pk}/",
        ),
    ]
    assert scene.office.submit(scene.person("mana")).number == 2


def test_where_none_is_found_the_line_says_what_was_looked_for() -> None:
    scene = an_open_scene()
    assert told(scene) == [("fine", "ไม่พบเลขประจำตัวประชาชน หมายเลขโทรศัพท์ หรืออีเมล", scene.office.url())]


def test_compile_and_submit_show_it_and_so_does_the_review(client: Client) -> None:
    scene = an_open_scene(opening=PHONE)
    for name in ("", "submit/"):
        shown = page(client, scene, name)
        assert "หมายเลขโทรศัพท์ 081 234 5678 ในข้อความนำ" in shown
        assert f'href="{scene.office.url()}#id_opening"' in shown
    typed = {"seen": submission.prepare(scene.office.plan).digest, "declaration": "on", "secret": PASSWORD}
    assert client.post(scene.office.url("submit/"), typed).status_code == 302
    client.force_login(scene.person("somsak"))
    review = client.get(scene.office.url("review/")).content.decode().replace("\u00a0", " ")
    assert "หมายเลขโทรศัพท์ 081 234 5678 ในข้อความนำ" in review


def test_the_submit_page_lists_only_what_should_be_looked_at(client: Client) -> None:
    scene = an_open_scene()
    checks = submission.prepare(scene.office.plan).checks
    assert [line.title for line in checks if line.level == "should"] == ["รหัส วันที่ และตัวอักษรที่ควรตรวจ"]
    listed = page(client, scene, "submit/").partition('id="should"')[2].partition("</section>")[0]
    assert listed.count("<li>") == 1
    Settlement.objects.bulk_create(
        Settlement(edition=scene.office.edition, key=doubt.key, message=doubt.message, by=scene.person("mana"), at=NOW)
        for doubt in submission.prepare(scene.office.plan).doubts
    )
    assert 'id="should"' not in page(client, scene, "submit/")


def test_looking_for_it_asks_the_database_nothing_more(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    from document import personal_data  # noqa: PLC0415 - beside the one use

    document = submission.prepare(an_open_scene(opening=PHONE).office.plan).document
    with django_assert_num_queries(0):
        assert len(personal_data.in_report(document)) == 1


def asked(client: Client, scene: Scene, url: str, typed: dict[str, str]) -> str:
    """What the page says when the reason is asked about."""
    client.force_login(scene.person("mana"))
    answer = client.post(url, typed)
    assert answer.status_code == 422
    shown = answer.content.decode()
    assert "เหตุผลจะแสดงต่อประชาชน แต่มีหมายเลขโทรศัพท์ 081 234 5678" in shown
    assert TELLING in shown
    return shown


def test_a_reason_for_withdrawing_is_asked_about_once_more(client: Client) -> None:
    scene = a_published_scene()
    url = scene.office.url("publish/withdraw/")
    assert 'name="as_is"' not in page(client, scene, "publish/withdraw/")
    typed = {"round": str(scene.round.pk), "reason": TELLING, "declaration": "on", "secret": PASSWORD}
    assert 'name="as_is"' in asked(client, scene, url, typed)
    assert states(scene) == ["published"]
    assert client.post(url, {**typed, "as_is": "on"}).status_code == 302
    assert (states(scene), Decision.objects.get(move="withdraw").comment) == (["withdrawn"], TELLING)


def test_a_reason_for_replacing_is_asked_about_once_more(client: Client) -> None:
    scene = a_published_scene()
    following = another_edition(scene)
    url = scene.office.url("publish/replace/")
    typed = {"seen": following.signing.pdf_digest, "reason": TELLING, "declaration": "on"}
    assert 'name="as_is"' in asked(client, scene, url, typed)
    assert states(scene) == ["published", "signed"]
    assert client.post(url, {**typed, "reason": "แก้ไขตัวเลข"}).status_code == 302
    assert states(scene) == ["replaced", "published"]
