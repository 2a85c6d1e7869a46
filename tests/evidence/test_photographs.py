"""Photographs as they are stored: upright, without a word of where and by what they were taken."""

from __future__ import annotations

import io

import pytest
from PIL import Image

from evidence.intake.kinds import Kind
from evidence.models import Evidence
from files import store
from tests.evidence.conftest import Office, SignedIn
from tests.evidence.files import CAMERA, TAKEN_ON, a_photograph
from tests.evidence.pages import send

pytestmark = pytest.mark.django_db

PICTURES = (Kind.JPEG, Kind.PNG, Kind.WEBP, Kind.HEIC)


def stored(office: Office, signed_in: SignedIn, data: bytes) -> Evidence:
    answer = send(signed_in(office.mana), office.measure(), [("ก.jpg", data)], caption="ก")
    assert answer.status_code == 302
    return Evidence.objects.get()


@pytest.mark.parametrize("kind", PICTURES)
def test_no_stored_byte_says_where_or_by_what_it_was_taken(office: Office, signed_in: SignedIn, kind: Kind) -> None:
    data = a_photograph(kind)
    assert CAMERA in data  # it is there to be taken out
    evidence = stored(office, signed_in, data)
    assert evidence.speaks_for == TAKEN_ON
    for digest in (evidence.digest, evidence.thumbnail):
        kept = store.get(digest)
        assert CAMERA not in kept
        assert b"Exif" not in kept
        with Image.open(io.BytesIO(kept)) as picture:
            assert not picture.getexif()
            assert set(picture.info) <= {
                "jfif",
                "jfif_version",
                "jfif_unit",
                "jfif_density",
                "progressive",
                "progression",
            }
    assert data not in [path.read_bytes() for path in store.folder().rglob("*") if path.is_file()]


@pytest.mark.parametrize("kind", PICTURES)
@pytest.mark.parametrize(("turned", "red"), [(1, "left"), (3, "right"), (6, "top"), (8, "bottom")])
def test_it_stands_upright(office: Office, signed_in: SignedIn, kind: Kind, turned: int, red: str) -> None:
    evidence = stored(office, signed_in, a_photograph(kind, turned=turned))
    wide = red in ("left", "right")
    assert (evidence.width, evidence.height) == ((64, 48) if wide else (48, 64))
    with Image.open(io.BytesIO(store.get(evidence.digest))) as picture:
        width, height = picture.size
        at = {
            "left": (4, height // 2),
            "right": (width - 4, height // 2),
            "top": (width // 2, 4),
            "bottom": (width // 2, height - 4),
        }[red]
        colour = picture.convert("RGB").getpixel(at)
    assert isinstance(colour, tuple)
    assert colour[0] > 180
    assert max(colour[1:]) < 80


def test_the_small_picture_is_small(office: Office, signed_in: SignedIn) -> None:
    evidence = stored(office, signed_in, a_photograph(size=(2000, 1500)))
    with Image.open(io.BytesIO(store.get(evidence.thumbnail))) as picture:
        assert max(picture.size) == 480
    assert (evidence.width, evidence.height) == (2000, 1500)
