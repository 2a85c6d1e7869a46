"""Characters that our fonts lack come back too, drawn by a font of the machine or by none, and spoil no neighbour."""

import hashlib
import os
import subprocess
import sys
from pathlib import Path

import pytest

from paper import typeset
from tests.paper.readback import IN_ORDER, Reader, corrected, page, pdfium, poppler, poppler_raw, squeezed

STRANGE = ["✓", "☐ ■ →", "ไฟล์.ﬁx", "❤️", "x̱ẍ", "文字", "กน้ำ字น้ำ", "ລາວ ນ້ຳ", "𒀀", "‑", "Ωµ≥", "é ñ"]
ALONE = """
import hashlib, sys
from paper import typeset
from tests.paper.readback import page
made = typeset.render(page("<h1>น้ำ</h1><p>ซื้อ <b>ป่ำ</b> office</p>"), title="x")
print(hashlib.sha256(made).hexdigest(), "DejaVu" in made.decode("latin-1"))
"""


@pytest.mark.parametrize("read", [poppler, *IN_ORDER])
@pytest.mark.parametrize("strange", STRANGE)
def test_a_strange_character_comes_back_and_so_do_its_neighbours(strange: str, read: Reader) -> None:
    expected = squeezed(f"น้ำ{strange}ซื้อปั่น{strange}")
    if read is pdfium:
        expected = expected.replace("ﬁ", "fi")  # PDFium takes every such ligature apart
    assert squeezed(read(corrected(f"<p>น้ำ{strange}ซื้อ</p><h2>ปั่น{strange}</h2>"))) == expected


@pytest.mark.parametrize("read", [poppler_raw, pdfium])
def test_thai_beside_arabic_is_not_touched(read: Reader) -> None:
    """pypdf is out: after Arabic it takes any code of several characters for punctuation and turns them round."""
    text = squeezed(read(corrected("<p>น้ำซื้อปั่น عربي ที่ปู่ก๊ำ</p>")))
    assert [word for word in ("น้ำซื้อปั่น", "ที่ปู่ก๊ำ") if word not in text] == []


def test_no_font_of_the_machine_is_needed(tmp_path: Path) -> None:
    """With no font configured, warnings being errors, the very same bytes come out."""
    fontless = tmp_path / "fonts.conf"
    fontless.write_text(f"<fontconfig><cachedir>{tmp_path}</cachedir></fontconfig>")
    environment = os.environ | {"FONTCONFIG_FILE": str(fontless)}
    command = [sys.executable, "-W", "error", "-c", ALONE]
    alone = subprocess.run(command, env=environment, capture_output=True, text=True, check=True)
    here = typeset.render(page("<h1>น้ำ</h1><p>ซื้อ <b>ป่ำ</b> office</p>"), title="x")
    assert alone.stdout.split() == [hashlib.sha256(here).hexdigest(), "False"]
