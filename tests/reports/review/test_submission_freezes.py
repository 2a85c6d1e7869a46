"""What is submitted is frozen: document, PDF, pages and digests, under a code that nobody guesses."""

import hashlib
import io
import json
import math
import re

import pypdfium2
import pytest
from PIL import Image, ImageChops

from accounts.permissions import Role
from audit.models import AuditEvent
from document import from_json
from files import store
from measures.models import Action
from paper import pictures
from reports.models import Decision, Round
from reports.review import submission
from reports.verification.round_code import ALPHABET, GROUPS, LETTERS, new_code
from tests.reports.office import NOW, Office, an_office

pytestmark = pytest.mark.django_db


@pytest.fixture
def office() -> Office:
    office = an_office()
    office.person("mana", Role.COORDINATOR, post="นักวิเคราะห์นโยบายและแผน")
    office.name_approver(office.person("somsak", Role.APPROVER, post="ปลัด"), capacity="acting", acting_for="นายก")
    return office


def test_the_frozen_pdf_is_final_and_bears_the_rounds_code_on_each_page(office: Office) -> None:
    made = office.submit(office.the(Role.COORDINATOR))
    body = store.get(made.pdf_digest)
    document = pypdfium2.PdfDocument(body)
    texts = [document[number].get_textpage().get_text_bounded() for number in range(len(document))]
    document.close()
    assert made.pages == len(texts) >= 1
    for page in texts:
        assert made.code in page
        assert "ร่าง" not in page


def test_the_pictures_are_the_pdfs_own_pages_down_to_the_thin_lines(office: Office) -> None:
    made = office.submit(office.the(Role.COORDINATOR))
    document = pypdfium2.PdfDocument(store.get(made.pdf_digest))
    for number, digest in enumerate(made.pictures):
        kept = Image.open(io.BytesIO(store.get(digest))).convert("RGB")
        page = document[number]
        drawn = page.render(scale=pictures.WIDTH / page.get_width()).to_pil().convert("RGB")
        page.close()
        assert (kept.format or "PNG", kept.size) == ("PNG", drawn.size)
        furthest = max(ImageChops.difference(kept, drawn).tobytes())
        assert furthest < 20  # of 255; with 16 colours it is 36 and more
    document.close()


@pytest.mark.usefixtures("quick_paper")
class TestFrozen:
    def test_the_document_is_the_canonical_text_that_the_digest_names(self, office: Office) -> None:
        ready = submission.prepare(office.plan)
        made = office.submit(office.the(Role.COORDINATOR))
        assert hashlib.sha256(made.document.encode()).hexdigest() == made.digest == ready.digest
        assert from_json(json.loads(made.document)) == ready.document == made.read()

    def test_nothing_that_changes_afterwards_changes_the_round(self, office: Office) -> None:
        made = office.submit(office.the(Role.COORDINATOR))
        before = made.read()
        Action.objects.update(text="เปลี่ยนภายหลัง")
        assert Round.objects.get().read() == before
        assert submission.prepare(office.plan).digest != made.digest

    def test_the_named_approver_is_kept_with_the_capacity_as_printed(self, office: Office) -> None:
        made = office.submit(office.the(Role.COORDINATOR))
        assert (made.approver_name, made.approver_post) == ("นายsomsak", "ปลัด รักษาราชการแทน นายก")

    def test_the_submission_is_a_decision_with_name_post_words_and_declaration(self, office: Office) -> None:
        by = office.the(Role.COORDINATOR)
        made = office.submit(by, comment="เพิ่มจำนวนครั้งแล้ว")
        said = Decision.objects.get(round=made)
        assert (said.move, said.by, said.name, said.capacity, said.at, said.comment, said.declaration) == (
            "submit",
            by,
            "นายmana",
            "นักวิเคราะห์นโยบายและแผน",
            NOW,
            "เพิ่มจำนวนครั้งแล้ว",
            submission.DECLARATION,
        )

    def test_the_trail_names_round_and_digests_and_no_words(self, office: Office) -> None:
        made = office.submit(office.the(Role.COORDINATOR), comment="ความลับ")
        event = AuditEvent.objects.get(action="edition.submit")
        assert json.loads(event.data) == {
            "from": "draft",
            "to": "submitted",
            "round": 1,
            "digest": made.digest,
            "pdf": made.pdf_digest,
        }
        assert event.subject == f"edition:{made.edition_id}"

    def test_the_code_is_the_agencys_and_the_years_in_groups(self, office: Office) -> None:
        made = office.submit(office.the(Role.COORDINATOR))
        groups = "-".join([f"[{ALPHABET}]{{4}}"] * 4)
        assert re.fullmatch(f"{office.agency.code}-2566-{groups}", made.code)


def test_a_code_holds_eighty_bits_and_no_letters_that_look_alike() -> None:
    assert GROUPS * LETTERS * math.log2(len(set(ALPHABET))) >= 80
    assert set("ILOU") & set(ALPHABET) == set()
    assert len({new_code("TSTN", 2566) for _ in range(1000)}) == 1000
