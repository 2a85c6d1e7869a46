"""What a report rests on stays while it is judged, and for good once published; a round keeps names and digests."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from accounts.models import Agency, User
from accounts.permissions import Role
from evidence.models import Evidence
from files import store
from measures.models import Measure
from reports.models import Edition, Publication, Round
from reports.retention import nightly
from tests.evidence.making import a_photograph
from tests.reports.office import Office, decide
from tests.reports.publication.scenes import a_published_scene
from tests.reports.retention.making import (
    GONE,
    RULED,
    TOLD,
    a_file,
    an_office,
    at,
    events,
    is_erased,
    nights,
    rule,
    swept,
)

pytestmark = pytest.mark.django_db

State = Edition.State
HELD = {State.SUBMITTED, State.APPROVED, State.SIGNED}


def ruled(office: Office) -> Measure:
    """The office keeps evidence for a year; its measure."""
    rule(office.agency, 1, by=office.person("wilai", Role.ADMINISTRATOR), now=RULED)
    return Measure.objects.filter(plan=office.plan).order_by("pk")[0]


def body(answer: Any) -> bytes:
    return b"".join(answer.streaming_content) if answer.streaming else answer.content


@pytest.mark.parametrize("state", State)
def test_evidence_of_a_report_that_is_judged_or_waits_for_publication_stays(office: Office, state: State) -> None:
    own = a_photograph(ruled(office), is_public=False)
    taken_out = a_photograph(own.measure, number=2)
    Evidence.objects.filter(pk=taken_out.pk).update(removed_at=RULED)
    Edition.objects.update(state=state)
    assert nights(TOLD, GONE) == [1, 1] if state not in HELD else [0, 0]
    assert is_erased(own) is is_erased(taken_out) is (state not in HELD)


@pytest.mark.usefixtures("quick_paper")
def test_a_round_in_the_middle_of_its_approval_keeps_all_and_its_people_are_told_anew_after_it(
    client: Client, office: Office, mana: User, somsak: User
) -> None:
    own = a_photograph(ruled(office), "ภาพภายใน", is_public=False)
    nights(TOLD)
    made = office.submit(mana)
    assert nights(GONE, at(2025, 3, 1)) == [0, 0]
    assert Evidence.objects.get().announced_at is None
    assert not {own.digest, own.thumbnail} & swept()
    decide(made, "return", somsak)
    assert nights(at(2025, 3, 2), at(2025, 3, 31), at(2025, 4, 1)) == [0, 0, 1]
    assert {own.digest, own.thumbnail} <= swept()
    frozen = Round.objects.get(pk=made.pk)
    assert [(each["caption"], each["digest"]) for each in frozen.evidence] == [("ภาพภายใน", own.digest)]
    client.force_login(somsak)
    page = client.get(office.url("rounds/1/1/")).content.decode()
    assert "นำออกตามกำหนดเก็บรักษาเมื่อ" in page
    assert own.digest in page
    assert "evidence/1/" not in page
    for name in ("evidence/1/", "evidence/1/small.jpg"):
        answer = client.get(office.url(f"rounds/1/1/{name}"))
        assert answer.status_code == 410, name
        assert "ไฟล์นี้ไม่ได้เก็บไว้แล้ว" in answer.content.decode()


@pytest.mark.usefixtures("quick_paper")
def test_the_next_round_freezes_no_tombstone(office: Office, mana: User, somsak: User) -> None:
    a_photograph(ruled(office), is_public=False)
    nights(TOLD, GONE)
    assert office.submit(mana).evidence == []


@pytest.mark.usefixtures("quick_paper")
def test_a_submission_that_was_read_before_the_night_is_refused(
    office: Office, mana: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    from reports.review import submission  # noqa: PLC0415 - beside what it replaces

    own = a_photograph(ruled(office), is_public=False)
    nights(TOLD)
    freeze = submission.freeze

    def and_the_night_comes(*args: Any, **more: Any) -> Any:
        frozen = freeze(*args, **more)
        assert nights(GONE) == [1]
        return frozen

    monkeypatch.setattr(submission, "freeze", and_the_night_comes)
    with pytest.raises(submission.Reworded):
        office.submit(mana)
    assert (Round.objects.count(), is_erased(own)) == (0, True)


@pytest.mark.usefixtures("quick_paper")
def test_a_file_that_another_measure_of_the_year_still_has_opens_from_the_round(
    client: Client, office: Office, mana: User, somsak: User
) -> None:
    first = a_file(ruled(office), "หนึ่ง", is_public=False)
    made = office.submit(mana)
    decide(made, "return", somsak)
    nights(TOLD)
    second = a_file(Measure.objects.create(plan=office.plan, question="อีกข้อ", position=9), is_public=False)
    nights(GONE)
    assert (is_erased(first), is_erased(second)) == (True, False)
    client.force_login(mana)
    assert body(client.get(office.url("rounds/1/1/evidence/1/"))) == store.get(first.digest)


def attach(office: Office) -> None:
    measure = Measure.objects.get(plan=office.plan)
    a_photograph(measure, "ป้าย")
    a_photograph(measure, "แทนที่", number=3)
    a_photograph(measure, "ภายใน", number=2, is_public=False)


@pytest.mark.usefixtures("signable_paper")
def test_what_was_published_stays_whatever_becomes_of_its_row_and_the_rest_goes(client: Client) -> None:
    scene = a_published_scene(attach)
    agency = Agency.objects.get(pk=scene.office.agency.pk)
    rule(agency, 1, by=scene.person("prani"), now=RULED)
    shown, replaced, own = Evidence.objects.order_by("position")
    Evidence.objects.filter(pk=shown.pk).update(is_public=False)
    Evidence.objects.filter(pk=replaced.pk).update(removed_at=RULED)
    assert nights(TOLD, GONE) == [0, 1]
    assert [is_erased(each) for each in (shown, replaced, own)] == [False, False, True]
    assert {own.digest, own.thumbnail} <= swept()
    assert all(store.path_of(digest).is_file() for digest in Publication.objects.get().digests)
    for name in ("evidence-01.jpg", "evidence-02.jpg", "bundle.zip"):
        answer = client.get(f"/r/{scene.round.code}/{name}")
        assert (name, answer.status_code, bool(body(answer))) == (name, 200, True)
    known = client.post("/v/", {"file": SimpleUploadedFile("x", store.get(shown.digest))}).content.decode()
    assert "ไฟล์นี้เป็นหลักฐานของรายงาน" in known
    secret = client.post("/v/", {"file": SimpleUploadedFile("x", b"sent ")}).content.decode()
    assert "ไฟล์นี้เป็นหลักฐานของรายงาน" not in secret


@pytest.mark.parametrize("count", [1, 12])
def test_a_nights_work_needs_as_many_queries_for_any_number_of_pieces(
    count: int, django_assert_num_queries: Any
) -> None:
    measure = an_office()
    for number in range(count):
        a_photograph(measure, number=number, is_public=False)
    with django_assert_num_queries(14):
        nightly.run(TOLD)
    assert len(events("evidence.announced")) == 1
    with django_assert_num_queries(18):
        nightly.run(GONE)
