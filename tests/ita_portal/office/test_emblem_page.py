"""An agency's emblem is sent once, stands on its pages and paper, and can be taken off."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from accounts.access import Refused
from accounts.models import Agency
from accounts.services import agency as agencies
from audit.models import AuditEvent
from files import store
from paper import emblem
from paper.press import press
from reports.compiling.agency_paper import paper_of
from reports.publication.sweeping import sweep
from tests.accounts.office import Office, an_office, signed_in
from tests.browsing import words_of
from tests.paper.test_emblem import picture

pytestmark = pytest.mark.django_db


@pytest.fixture
def office(own_files: object) -> Office:
    return an_office()


def send(client: Client, office: Office, data: bytes) -> Any:
    file = SimpleUploadedFile("ตรา.png", data, "image/png")
    return client.post(f"/a/{office.agency.slug}/settings/emblem/", {"file": file})


def test_it_is_kept_as_a_plain_png_and_stands_on_pages_and_paper(office: Office) -> None:
    client = signed_in(office.wilai)
    assert "บันทึกตราหน่วยงานแล้ว" in words_of(client.get(send(client, office, picture())["Location"]))
    office.agency.refresh_from_db()
    png = emblem.read(picture())
    assert store.get(office.agency.emblem) == paper_of(office.agency, draft=True).emblem == png
    url = f"/emblem/{office.agency.emblem}.png"
    assert f'<img class="seal-emblem" src="{url}" alt="">' in client.get("/me/").content.decode()
    shown: Any = Client().get(url)
    assert (b"".join(shown.streaming_content), shown["Content-Type"]) == (png, "image/png")
    assert AuditEvent.objects.filter(action="agency.emblem_set").count() == 1


def test_a_picture_that_nobody_could_read_now_is_asked_for_again(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    def busy(*_: object) -> None:
        raise press.Busy

    monkeypatch.setattr(press, "_made", busy)
    response = send(signed_in(office.wilai), office, picture())
    assert response.status_code == 422
    assert "โปรดรอสักครู่แล้วเลือกใหม่" in words_of(response)
    assert not Agency.objects.exclude(emblem="").exists()


def test_what_cannot_be_one_comes_back_with_its_reason(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    client = signed_in(office.wilai)
    for data, message in (
        (b"%PDF-1.7", "อ่านไฟล์นี้เป็นภาพไม่ได้"),
        (b"", "ไฟล์นี้ว่างเปล่า"),
        (b"0" * 2_200_000, "ไฟล์ใหญ่เกิน 2 MB"),
    ):
        response = send(client, office, data)
        assert response.status_code == 422 and message in words_of(response), message
    assert "โปรดเลือกไฟล์ภาพ" in words_of(client.post(f"/a/{office.agency.slug}/settings/emblem/"))
    assert not Agency.objects.exclude(emblem="").exists()


def test_it_can_be_taken_off_and_no_sweep_takes_it_before(office: Office) -> None:
    client = signed_in(office.wilai)
    send(client, office, picture())
    digest = Agency.objects.get(pk=office.agency.pk).emblem
    later = timezone.now() + timedelta(days=2)
    assert sweep(later) == []
    client.post(f"/a/{office.agency.slug}/settings/emblem/", {"do": "remove"})
    assert Agency.objects.get(pk=office.agency.pk).emblem == ""
    assert Client().get(f"/emblem/{digest}.png").status_code == 404
    assert sweep(later) == [digest]


def test_a_report_is_drawn_without_a_picture_that_the_disk_has_lost(office: Office) -> None:
    agencies.set_emblem(agency=office.agency, digest="ab" * 32, by=office.wilai)
    office.agency.refresh_from_db()
    assert paper_of(office.agency, draft=True).emblem == b""
    assert Client().get(f"/emblem/{'ab' * 32}.png").status_code == 404


def test_nobody_else_sets_it(office: Office) -> None:
    elsewhere = an_office("elsewhere")
    for who in (office.kanda, elsewhere.wilai):
        with pytest.raises(Refused):
            agencies.set_emblem(agency=office.agency, digest="ab" * 32, by=who)
