"""Photographs as cameras, screens and bad programs write them: what can be seen is kept, whatever is said beside it."""

from __future__ import annotations

import io
import struct

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import ExifTags, Image, PngImagePlugin

from evidence.intake import photographs
from evidence.intake.kinds import MB, EvidenceError, Kind
from evidence.services.receiving import receive
from tests.evidence.files import TAKEN_ON, a_photograph, png

RED, GREEN, BLUE = (254, 0, 0), (0, 128, 0), (0, 0, 254)
SIZE = (64, 48)
# Of words that are broken Pillow says so, and goes on.
warned = pytest.mark.filterwarnings("ignore:.*EXIF.*:UserWarning", "ignore:.*[Tt]ag.*:UserWarning")


def written(picture: Image.Image, form: str, **more: object) -> bytes:
    data = io.BytesIO()
    picture.save(data, form, **more)
    return data.getvalue()


def plain(colour: object = RED, mode: str = "RGB") -> Image.Image:
    return Image.new(mode, SIZE, colour)  # type: ignore[arg-type]  # of the mode


def colour_of(data: bytes, at: tuple[int, int] = (30, 20)) -> tuple[int, ...]:
    with Image.open(io.BytesIO(data)) as picture:
        found = picture.convert("RGB").getpixel(at)
    assert isinstance(found, tuple)
    return found


def is_near(one: tuple[int, ...], other: tuple[int, ...]) -> bool:
    return max(abs(a - b) for a, b in zip(one, other, strict=True)) < 12


def words(*parts: bytes) -> bytes:
    """A JPEG with so many parts of words (APP1)."""
    jpeg = written(plain(), "JPEG")
    return jpeg[:2] + b"".join(b"\xff\xe1" + struct.pack(">H", len(each) + 2) + each for each in parts) + jpeg[2:]


def tags(*entries: tuple[int, int, int, bytes]) -> bytes:
    """EXIF with tags: number, type, how many, value."""
    listed = b"".join(struct.pack(">HHI4s", *each) for each in entries)
    return b"Exif\0\0MM\0*\0\0\0\x08" + struct.pack(">H", len(entries)) + listed + b"\0\0\0\0"


MOVING = [plain(RED), plain(GREEN), plain(BLUE)]
SIXTEEN_BITS = png(32, 32, b"\x10\x02\0\0\0", b"".join(b"\0" + b"\xff\xff\0\0\0\0" * 32 for _ in range(32)))
# What is taken, with the kind that is kept and its colour.
TAKEN: dict[str, tuple[bytes, Kind, tuple[int, ...]]] = {
    "CMYK": (written(plain().convert("CMYK"), "JPEG"), Kind.JPEG, RED),
    "grey": (written(plain(120, "L"), "JPEG"), Kind.JPEG, (120, 120, 120)),
    "16 bits a colour": (SIXTEEN_BITS, Kind.PNG, (255, 0, 0)),
    "16 bits of grey": (written(plain(65535, "I;16"), "PNG"), Kind.PNG, (255, 255, 255)),
    "black and white": (written(plain(1, "1"), "PNG"), Kind.PNG, (255, 255, 255)),
    "a palette": (written(plain().convert("P"), "PNG"), Kind.PNG, RED),
    "nothing but transparency": (written(plain((0, 0, 0, 0), "RGBA"), "PNG"), Kind.PNG, (255, 255, 255)),
    "a WebP that moves": (
        written(MOVING[0], "WEBP", save_all=True, append_images=MOVING[1:], lossless=True),
        Kind.JPEG,
        RED,
    ),
    "a PNG that moves": (written(MOVING[0], "PNG", save_all=True, append_images=MOVING[1:]), Kind.PNG, RED),
    "a JPEG with a second picture": (
        written(MOVING[0], "MPO", save_all=True, append_images=MOVING[1:]),
        Kind.JPEG,
        RED,
    ),
    "ten thousand tags": (words(*[tags(*[(n, 1, 1, b"\1\0\0\0") for n in range(1, 5001)])] * 2), Kind.JPEG, RED),
    "six megabytes of words": (words(*[b"http://ns.adobe.com/xap/1.0/\0" + b"x" * 65000] * 95), Kind.JPEG, RED),
    "words that lead back to themselves": (words(tags((0x8769, 4, 1, b"\0\0\0\x08"))), Kind.JPEG, RED),
    "words that lead nowhere": (words(tags((0x8769, 4, 1, b"\xff\xff\xff\xf0"))), Kind.JPEG, RED),
    "words that are cut": (words(b"Exif\0\0MM\0*"), Kind.JPEG, RED),
    "words that are none": (words(b"Exif\0\0 no such thing"), Kind.JPEG, RED),
    "a resolution that is none": (words(tags((0x11A, 1, 1, b"\1\0\0\0"), (0x128, 3, 1, b"\0\2\0\0"))), Kind.JPEG, RED),
    "a day that is none": (words(tags((0x132, 3, 1, b"\0\5\0\0"))), Kind.JPEG, RED),
    "turned ninety-nine ways": (words(tags((0x112, 3, 1, b"\0\x63\0\0"))), Kind.JPEG, RED),
}


@pytest.mark.parametrize("what", TAKEN)
def test_what_can_be_seen_is_kept_as_one_plain_picture(what: str) -> None:
    data, kind, colour = TAKEN[what]
    kept = receive("ก.jpg", data).kept
    assert kept.kind is kind
    assert is_near(colour_of(kept.data), colour), colour_of(kept.data)
    with Image.open(io.BytesIO(kept.data)) as picture:
        assert (picture.mode, getattr(picture, "n_frames", 1)) == ("RGB", 1)
    assert len(kept.data) < 3000


def test_a_png_with_nine_megabytes_of_words_keeps_none_of_them() -> None:
    said = PngImagePlugin.PngInfo()
    said.add_itxt("XML:com.adobe.xmp", "x" * 9 * MB)
    data = written(plain(), "PNG", pnginfo=said)
    assert len(data) > 9 * MB
    assert len(receive("ก.png", data).kept.data) < 3000


@pytest.mark.parametrize("words_of_each", [1_000_000, 9_000_000])
def test_words_that_unpack_to_a_hundred_megabytes_are_refused_or_dropped(words_of_each: int) -> None:
    said = PngImagePlugin.PngInfo()
    for number in range(100_000_000 // words_of_each):
        said.add_text(f"a{number}", "x" * words_of_each, zip=True)
    data = written(plain(), "PNG", pnginfo=said)
    assert len(data) < MB
    try:
        kept = receive("ก.png", data).kept
    except EvidenceError as refusal:
        assert "ภาพเสียหาย" in str(refusal)  # Pillow's own bound
    else:
        assert len(kept.data) < 3000  # where it passes over what is broken in a file


# Where the corners of a picture in four colours come to lie, from the upper left, by EXIF's number.
_CORNERS = {1: "RGBW", 2: "GRWB", 3: "WBGR", 4: "BWRG", 5: "RBGW", 6: "BRWG", 7: "WGBR", 8: "GWRB"}
_COLOURS = {"R": RED, "G": (0, 200, 0), "B": BLUE, "W": (255, 255, 255)}


@pytest.mark.parametrize("turned", _CORNERS)
@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP"])
def test_all_eight_ways_in_which_a_camera_is_held_stand_upright(form: str, turned: int) -> None:
    picture = Image.new("RGB", (80, 40))
    for place, letter in zip(((0, 0), (40, 0), (0, 20), (40, 20)), "RGBW", strict=True):
        picture.paste(_COLOURS[letter], (*place, place[0] + 40, place[1] + 20))
    exif = Image.Exif()
    exif[ExifTags.Base.Orientation] = turned
    kept = receive("ก", written(picture, form, exif=exif, quality=95)).kept
    wide, high = kept.width, kept.height
    assert (wide, high) == ((80, 40) if turned < 5 else (40, 80))
    corners = [(8, 8), (wide - 8, 8), (8, high - 8), (wide - 8, high - 8)]
    found = "".join(
        min(_COLOURS, key=lambda name: sum(abs(a - b) for a, b in zip(_COLOURS[name], seen, strict=True)))
        for seen in (colour_of(kept.data, at) for at in corners)
    )
    assert found == _CORNERS[turned]


@warned
@pytest.mark.parametrize("kind", [Kind.JPEG, Kind.PNG, Kind.WEBP, Kind.HEIC])
@pytest.mark.parametrize("part", [0.01, 0.1, 0.5, 0.9])
def test_a_broken_photograph_is_refused_or_shown_and_never_an_error(kind: Kind, part: float) -> None:
    data = a_photograph(kind, size=(400, 300))
    cut = data[: int(len(data) * part)]
    scratched = bytearray(data)
    scratched[int(len(data) * part) :: 97] = b"\xff" * len(scratched[int(len(data) * part) :: 97])
    for broken in (cut, bytes(scratched)):
        try:
            kept = photographs.keep(broken, kind)
        except EvidenceError as refusal:
            assert "ภาพ" in str(refusal)
        else:
            assert colour_of(kept.data)


@warned
@settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow])
@given(st.binary(max_size=300), st.sampled_from([b"MM\0*\0\0\0\x08", b"II*\0\x08\0\0\0", b""]))
def test_no_words_of_a_camera_keep_a_picture_out(said: bytes, head: bytes) -> None:
    exif = b"Exif\0\0" + head + said
    assert is_near(colour_of(photographs.keep(words(exif), Kind.JPEG).data), RED) or said
    for form, kind in (("PNG", Kind.PNG), ("WEBP", Kind.WEBP)):
        assert photographs.keep(written(plain(), form, exif=exif), kind).width + SIZE[1] in (112, 96)


def test_the_day_and_the_turn_are_read_where_they_are_good() -> None:
    kept = photographs.keep(a_photograph(turned=6), Kind.JPEG)
    assert (kept.taken_on, kept.width, kept.height) == (TAKEN_ON, 48, 64)
