"""HTML becomes a PDF out of our own files alone."""

from pathlib import Path

import pytest

from paper import typeset
from tests.paper.readback import page

FOREIGN = [
    '<img src="file:///etc/passwd" alt="">',
    '<img src="http://example.org/a.png" alt="">',
    '<img src="data:image/svg+xml;base64,AAAA" alt="">',
    '<link rel="stylesheet" href="https://example.org/a.css">',
    '<link rel="stylesheet" href="paper:missing.css">',
    '<link rel="stylesheet" href="paper:../settings.css">',
    '<style>@import "font:../LICENSE"</style>',
    '<style>@font-face { font-family: x; src: url("font:Sarabun-Missing.ttf") }</style>',
    '<p style="background: url(http://127.0.0.1/x)">ก</p>',
]


@pytest.mark.parametrize("body", FOREIGN)
def test_a_file_that_is_not_ours_stops_the_rendering(body: str) -> None:
    with pytest.raises(typeset.ForeignFileError):
        typeset.render(page(body), title="x")


def test_a_file_beside_ours_can_not_be_drawn_in_a_picture(tmp_path: Path) -> None:
    """WeasyPrint leaves such a picture out by itself."""
    secret = tmp_path / "secret.svg"
    secret.write_text('<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><rect width="9" height="9"/></svg>')
    drawing = '<svg width="99" height="99">{}</svg>'
    with_picture = typeset.render(
        page(drawing.format(f'<image width="9" height="9" href="{secret.as_uri()}"/>')), title="x"
    )
    assert len(with_picture) - len(typeset.render(page(drawing.format("")), title="x")) < 100


def test_a_style_sheet_of_paper_is_ours() -> None:
    sheets = sorted(typeset.STYLES.glob("*.css"))
    assert sheets, "the report's own style sheet"
    for sheet in sheets:
        assert typeset.render(page(f'<link rel="stylesheet" href="paper:{sheet.name}">'), title="x").startswith(
            b"%PDF-1.7"
        )
