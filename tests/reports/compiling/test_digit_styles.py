"""Thai digits beside Arabic ones are told, with the way to the setting that prints one kind."""

from dataclasses import replace

import pytest
from django.test import Client

from accounts.models import Agency, User
from accounts.permissions import Role
from document.readers import text as text_reader
from reports.compiling.digit_styles import is_mixed
from reports.models import Edition
from tests.document.samples import SEED
from tests.reports.office import Office

DOCUMENT = text_reader.read(SEED).document
TITLE = "ใช้เลขไทยปนเลขอารบิก"


def test_numbers_of_both_kinds_are_mixed_and_codes_are_of_neither() -> None:
    assert is_mixed(DOCUMENT), "its date is ๓ ตุลาคม ๒๕๖๖, its text Arabic"
    arabic = replace(DOCUMENT, reported_on_as_written="3 ตุลาคม 2566")
    assert not is_mixed(arabic), "๐18 is a code whose letter O is a Thai nought"
    assert is_mixed(replace(arabic, suggestions=(replace(arabic.suggestions[0], text="เพิ่ม ๒ ครั้ง"),)))


@pytest.mark.django_db
def test_the_compile_page_leads_to_the_setting_until_it_is_made(office: Office, client: Client) -> None:
    client.force_login(office.the(Role.COORDINATOR))
    assert TITLE not in client.get(office.url()).content.decode()
    Edition.objects.update(reported_on_as_written="๓ ตุลาคม ๒๕๖๖")
    page = client.get(office.url()).content.decode()
    assert TITLE in page
    setting = f"/a/{office.agency.slug}/settings/agency/#id_digits"
    assert setting not in page, "a coordinator may not open it, and is told who may"
    office.person("wilai", Role.COORDINATOR, Role.ADMINISTRATOR)
    client.force_login(User.objects.get(username="wilai"))
    assert setting in client.get(office.url()).content.decode()
    for digits in (Agency.Digits.THAI, Agency.Digits.ARABIC):
        Agency.objects.update(digits=digits)
        assert TITLE not in client.get(office.url()).content.decode()
