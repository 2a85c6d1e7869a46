"""What takes the place of functions of WeasyPrint gives what they gave: when one is changed, this fails."""

import pytest

from paper import html, typeset
from paper.drawing import shortcuts
from paper.paper import Paper
from tests.paper.readback import page
from tests.paper.textlayer.test_form import SEED_REPORT

STYLES = """
p { margin: 2% auto; min-width: 1em }
p::before { content: attr(lang) "x" } ul li::marker { color: red } p::after { anchor: attr(lang) }
b { letter-spacing: 1pt; text-decoration: underline; font-variant: small-caps }
div { display: flex } div > p { width: 20%; padding: 2pt; box-sizing: border-box }
table { border-collapse: collapse } td { border: 1pt solid; min-width: 3em }
i { font-feature-settings: "liga" 0; word-spacing: 3pt; font-size: 120% }
"""
TEXT = "<p>น้ำใจ <b>office น้ำ</b> <i>office ป่ำ</i> รายงานผลการดำเนินการ</p><p lang='en' dir='rtl'>office</p>"
TEXT += "<ul><li>น้ำ<li style='color: blue'>ป่ำ</ul><div><p>น้ำ</p><p>ใจ</p></div><table><tr><td>น้ำ<td>ป่ำ</table>"

PAGES = """
@page { @top-left { content: "ก" } }
@page :left { margin: 1cm }
@page :nth(3) { @top-left { content: "ข" } }
i { float: left }
"""
ALONE = '<b id="here">น้ำ</b><p style="color: red">น้ำ<i>ใจ</i></p><p>น้ำ<i>ใจ</i></p>'
DRAWING = '<svg width="200" height="40"><text x="5" y="20" font-family="Sarabun" font-weight="bold">น้ำใจ</text></svg>'


def written() -> list[bytes]:
    """A report of several pages, and what no report has."""
    body = TEXT * 40 + ALONE + DRAWING
    # The upright one takes the styles of the one before it, as far as they are the same.
    reports = [
        html.write(SEED_REPORT, Paper(draft=True, demo=True, orientation=each)) for each in ("landscape", "portrait")
    ]
    pages = [*reports, page(body, STYLES), page(body, STYLES + PAGES)]
    return [typeset.render(each, title="x") for each in pages]


def test_short_ways_lead_to_the_same_bytes(monkeypatch: pytest.MonkeyPatch) -> None:
    short = written()
    for place, name, own, shorter in shortcuts.REPLACED:
        assert vars(place)[name] is shorter
        monkeypatch.setattr(place, name, own)
    assert written() == short


@pytest.mark.parametrize("name", sorted({name for _, name, _, _ in shortcuts.REPLACED}))
def test_each_short_way_is_taken(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Else WeasyPrint would have taken to another function, and the time with it."""

    def missing(*_: object, **__: object) -> None:
        raise LookupError(name)

    for place in (place for place, other, _, _ in shortcuts.REPLACED if other == name):
        monkeypatch.setattr(place, name, property(missing) if name == "page_references" else missing)
    with pytest.raises(LookupError, match=name):
        typeset.render(page(TEXT), title="x")
