"""After publishing an office has at hand what it pastes and hangs up: the address, its QR code, words, a sheet."""

from __future__ import annotations

import html
import re

import pypdfium2
import pytest
from django.test import Client

from accounts.models import Agency
from document.readers import text as text_reader
from paper import poster
from paper.poster import Poster
from paper.press import press
from paper.scan import reading as scan
from reports.models import Edition, Signing
from reports.publication import publish as publication
from tests.document.samples import SEED
from tests.paper.readback import squeezed
from tests.reports.publication.scenes import a_published_scene, a_signed_scene, page, withdraw

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("signable_paper")]


def fields(shown: str) -> dict[str, str]:
    """What stands in the fields that are copied from, by their ids."""
    found = re.findall(r'<textarea[^>]* id="(\w+)"[^>]*>(.*?)</textarea>', shown, re.DOTALL)
    return {name: html.unescape(text) for name, text in found}


def test_publishing_leads_to_the_address_and_the_words(client: Client) -> None:
    scene = a_signed_scene()
    client.force_login(scene.person("mana"))
    assert client.get(scene.office.url("published/")).status_code == 302
    assert client.get(scene.office.url("published/poster.pdf")).status_code == 404
    said = {"seen": Signing.objects.get().pdf_digest, "declaration": "on"}
    answer = client.post(scene.office.url("publish/"), said)
    assert (answer.status_code, answer["Location"]) == (302, scene.office.url("published/"))
    shown, where = fields(page(client, scene, "published/")), publication.address(scene.round)
    assert shown["address"] == where
    assert shown["notice"].startswith(scene.office.agency.name)
    assert shown["notice"].endswith(where)
    assert f'<a href="{where}">' in shown["html"]
    assert "ประจำปีงบประมาณ พ.ศ. 2566" in shown["notice"]


def test_names_are_no_markup_in_the_words_for_a_website(client: Client) -> None:
    scene = a_published_scene()
    Agency.objects.update(name='อบต. <b>"ก"</b>')
    said = fields(page(client, scene, "published/"))["html"]
    assert "<b>" not in said
    assert "&lt;b&gt;" in said


def test_a_withdrawn_report_is_announced_no_more(client: Client) -> None:
    scene = a_published_scene()
    withdraw(scene.round, scene.person("mana"))
    client.force_login(scene.person("mana"))
    assert client.get(scene.office.url("published/")).status_code == 302
    assert Edition.objects.get().state == "withdrawn"


def test_the_sheet_for_the_board_is_made_by_the_press(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    scene = a_published_scene()
    client.force_login(scene.person("mana"))
    sheet = client.get(scene.office.url("published/poster.pdf"))
    assert (sheet.status_code, sheet.content[:5]) == (200, b"%PDF-")

    def busy(*_: object) -> None:
        raise press.Busy

    monkeypatch.setattr(press, "_made", busy)
    answer = client.get(scene.office.url("published/poster.pdf"))
    assert answer.status_code == 503
    assert "โปรดรอสักครู่" in answer.content.decode()


def test_the_sheet_for_the_board_is_one_page_whose_code_leads_to_the_report() -> None:
    document = text_reader.read(SEED).document
    where = "https://ita-portal.samutsongkhram.go.th/r/ABCDEFGHIJKL-2566-7K4M-92QD-0GHX-5TB1/"
    for is_trial in (True, False):
        sheet = Poster(
            document.agency, "รายงาน", document.title, 2566, where, "ABCDEFGHIJKL-2566-7K4M-92QD-0GHX-5TB1", is_trial
        )
        drawn = poster.write(sheet)
        with pypdfium2.PdfDocument(drawn) as pdf:
            assert len(pdf) == 1
            words = squeezed(pdf[0].get_textpage().get_text_range())
        assert squeezed(f"{document.title} ประจำปีงบประมาณ พ.ศ. 2566") in words
        assert squeezed(document.agency) in words
        assert ("ตัวอย่างจากระบบสาธิต" in words) == is_trial
        assert scan.codes_in(drawn) == [where]
