"""Web pages as Word, Google Docs and programs of offices write them, and PDF files made of pages by WeasyPrint."""

from __future__ import annotations

from html import escape

from paper.typeset import render
from tests.document.corpus.makers.blocks import BREAK, Block, Rows, spans

_WORD_HEAD = (
    '<html xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office"'
    ' xmlns:w="urn:schemas-microsoft-com:office:word"><head><meta http-equiv=Content-Type'
    ' content="text/html; charset=windows-874"><meta name=Generator content="Microsoft Word 15">'
    '<style><!-- p.MsoNormal {margin:0cm; font-family:"TH SarabunIT๙"} @page WordSection1 {size:841.9pt 595.3pt} -->'
    "</style><!--[if gte mso 9]><xml><w:WordDocument><w:View>Print</w:View></w:WordDocument></xml><![endif]--></head>"
)
_SHEET = """<html lang=th><style>@page {{size: A4 landscape; margin: 1.5cm {margin}}}
body {{font: 14pt Sarabun}} td, th {{border: 1px solid; padding: 3pt; vertical-align: top; text-align: left}}
table {{border-collapse: collapse; width: 100%}} p {{margin: 2pt 0}} {style}</style><body>{body}</body></html>"""


def page(*blocks: Block) -> bytes:
    """A page in UTF-8 as a program of an office writes it."""
    body = "".join(_html(block) for block in blocks)
    return f"<!DOCTYPE html><html lang=th><meta charset=utf-8><title>รายงาน</title><body>{body}</body></html>".encode()


def of_word(*blocks: Block) -> bytes:
    """A page as Word saves one: windows-874, its own styles, a paragraph without words between the blocks."""
    body = "".join(_html(block, 'class=MsoNormal style="text-align:justify"') for block in blocks)
    empty = "<p class=MsoNormal><o:p>&nbsp;</o:p></p>"
    return f"{_WORD_HEAD}<body lang=TH><div class=WordSection1>{empty}{body}{empty}</div></body></html>".encode("cp874")


def of_google(*blocks: Block) -> bytes:
    """What Google Docs puts on the clipboard: everything in a `<b>`, every word in a `<span>`."""
    body = "".join(
        _html(block, 'dir="ltr" style="line-height:1.38"').replace("<p dir", "<p data-x dir") for block in blocks
    )
    return f'<meta charset="utf-8"><b style="font-weight:normal" id="docs-internal-guid-1">{body}</b>'.encode()


def pdf(*blocks: Block, style: str = "", margin: str = "2cm") -> bytes:
    """A PDF by WeasyPrint with plain ruled tables, its text layer put right."""
    body = "".join(_html(block) for block in blocks)
    return render(_SHEET.format(body=body, style=style, margin=margin), title="รายงาน")


def _html(block: Block, said: str = "") -> str:
    if isinstance(block, list):
        return _table(block, said)
    return block if block.startswith("<") else _paragraph(block, said)


def _paragraph(text: str, said: str) -> str:
    inner = "<br>".join(escape(line, quote=False) for line in text.split(BREAK))
    return f"<p {said}><span lang=TH>{inner}</span></p>\n"


def _table(rows: Rows, said: str) -> str:
    made: list[list[str]] = [[] for _ in rows]
    for top, _, text, tall, wide in spans(rows):
        over = (f" rowspan={tall}" if tall > 1 else "") + (f" colspan={wide}" if wide > 1 else "")
        inner = "".join(each if each.startswith("<") else _paragraph(each, said) for each in text.split("\n"))
        made[top].append(f"<td{over} valign=top>{inner}</td>")
    lines = "".join(f"<tr>{''.join(cells)}</tr>" for cells in made)
    return f"<table border=1 cellspacing=0>{lines}</table>\n"
