"""Word files written by hand: small pieces of Word's XML, put together as the package that each maker would write."""

from __future__ import annotations

import zipfile
from html import escape
from io import BytesIO

OPEN = "http://schemas.openxmlformats.org"
PURL = "http://purl.oclc.org/ooxml"
W = f"{OPEN}/wordprocessingml/2006/main"
TYPES = f"{OPEN}/officeDocument/2006/relationships"
NAMESPACES = {
    "w": W,
    "r": TYPES,
    "wp": f"{OPEN}/drawingml/2006/wordprocessingDrawing",
    "a": f"{OPEN}/drawingml/2006/main",
    "pic": f"{OPEN}/drawingml/2006/picture",
    "dgm": f"{OPEN}/drawingml/2006/diagram",
    "c": f"{OPEN}/drawingml/2006/chart",
    "m": f"{OPEN}/officeDocument/2006/math",
    "mc": f"{OPEN}/markup-compatibility/2006",
    "wps": "http://schemas.microsoft.com/office/word/2010/wordprocessingShape",
    "w14": "http://schemas.microsoft.com/office/word/2010/wordml",
    "v": "urn:schemas-microsoft-com:vml",
    "o": "urn:schemas-microsoft-com:office:office",
}
_DECLARED = " ".join(f'xmlns:{prefix}="{name}"' for prefix, name in NAMESPACES.items())
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
PNG = b"\x89PNG\r\n\x1a\n" + bytes(20)
JPEG = b"\xff\xd8\xff\xe0" + bytes(20)


def t(words: str) -> str:
    return f'<w:t xml:space="preserve">{escape(words, quote=False)}</w:t>'


def r(content: str, said: str = "") -> str:
    """A run of words, or of XML, with what its w:rPr holds."""
    inner = content if content.startswith("<") else t(content)
    return f"<w:r>{f'<w:rPr>{said}</w:rPr>' if said else ''}{inner}</w:r>"


def p(*content: str, said: str = "", mark: str = "", style: str = "", item: tuple[int, int] | None = None) -> str:
    """A paragraph of words or XML; `item` is its list and level, `mark` what the w:rPr of its end holds."""
    said = (f'<w:pStyle w:val="{style}"/>' if style else "") + said
    if item:
        said += f'<w:numPr><w:ilvl w:val="{item[1]}"/><w:numId w:val="{item[0]}"/></w:numPr>'
    said += f"<w:rPr>{mark}</w:rPr>" if mark else ""
    inner = "".join(each if each.startswith("<") else r(each) for each in content)
    return f"<w:p>{f'<w:pPr>{said}</w:pPr>' if said else ''}{inner}</w:p>"


def tc(*content: str, said: str = "", span: int = 1, merge: str | None = None) -> str:
    """A cell of words or paragraphs; `merge` is the value of w:vMerge."""
    said += f'<w:gridSpan w:val="{span}"/>' if span != 1 else ""
    said += "" if merge is None else f'<w:vMerge w:val="{merge}"/>' if merge else "<w:vMerge/>"
    inner = "".join(each if each.startswith("<") else p(each) for each in content)
    return f"<w:tc>{f'<w:tcPr>{said}</w:tcPr>' if said else ''}{inner}</w:tc>"


def tr(*cells: str, said: str = "") -> str:
    inner = "".join(each if each.startswith("<") else tc(each) for each in cells)
    return f"<w:tr>{f'<w:trPr>{said}</w:trPr>' if said else ''}{inner}</w:tr>"


def tbl(*rows: str, columns: int = 0) -> str:
    grid = f"<w:tblGrid>{'<w:gridCol/>' * columns}</w:tblGrid>" if columns else ""
    return f"<w:tbl><w:tblPr/>{grid}{''.join(rows)}</w:tbl>"


def sdt(inner: str, said: str = "") -> str:
    """A content control."""
    return f"<w:sdt><w:sdtPr>{said}</w:sdtPr><w:sdtContent>{inner}</w:sdtContent></w:sdt>"


def field(instruction: str, result: str) -> str:
    """A complex field with its result, words or runs."""
    shown = result if result.startswith("<") else r(result)
    return (
        f'{_mark("begin")}<w:r><w:instrText xml:space="preserve"> {escape(instruction)} </w:instrText></w:r>'
        f"{_mark('separate')}{shown}{_mark('end')}"
    )


def _mark(kind: str) -> str:
    return f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'


def drawing(inner: str, words: str = "") -> str:
    return f'<w:drawing><wp:inline><wp:docPr id="1" name="x" descr="{escape(words)}"/>{inner}</wp:inline></w:drawing>'


def picture(relation: str = "p1", words: str = "", how: str = "embed") -> str:
    blip = f'<pic:pic><pic:blipFill><a:blip r:{how}="{relation}"/></pic:blipFill></pic:pic>'
    return r(drawing(f"<a:graphic><a:graphicData>{blip}</a:graphicData></a:graphic>", words))


def box(inner: str) -> str:
    """A text box as Word writes it: once for programs of today, once for old ones."""
    content = f"<w:txbxContent>{inner}</w:txbxContent>"
    shape = drawing(f"<wps:wsp><wps:txbx>{content}</wps:txbx></wps:wsp>")
    return r(
        f'<mc:AlternateContent><mc:Choice Requires="wps">{shape}</mc:Choice>'
        f"<mc:Fallback><w:pict><v:shape><v:textbox>{content}</v:textbox></v:shape></w:pict></mc:Fallback>"
        "</mc:AlternateContent>"
    )


def lvl(level: int, form: str, text: str, more: str = "", start: int = 1) -> str:
    return (
        f'<w:lvl w:ilvl="{level}"><w:start w:val="{start}"/><w:numFmt w:val="{form}"/>{more}'
        f'<w:lvlText w:val="{text}"/></w:lvl>'
    )


def numbering(origins: dict[int, str], lists: dict[int, int | tuple[int, str]]) -> str:
    """numbering.xml: definitions by number, and lists by number with their definition (and what they override)."""
    inner = "".join(
        f'<w:abstractNum w:abstractNumId="{key}">{levels}</w:abstractNum>' for key, levels in origins.items()
    )
    for key, found in lists.items():
        origin, override = (found, "") if isinstance(found, int) else found
        inner += f'<w:num w:numId="{key}"><w:abstractNumId w:val="{origin}"/>{override}</w:num>'
    return part("numbering", inner)


def style(key: str, name: str, said: str = "", based_on: str = "", kind: str = "paragraph") -> str:
    based = f'<w:basedOn w:val="{based_on}"/>' if based_on else ""
    return f'<w:style w:type="{kind}" w:styleId="{key}"><w:name w:val="{name}"/>{based}{said}</w:style>'


def part(root: str, inner: str) -> str:
    """A part's XML with that root of Word's namespace."""
    return f"{_HEAD}<w:{root} {_DECLARED}>{inner}</w:{root}>"


def relation(key: str, kind: str, target: str, *, external: bool = False) -> str:
    mode = ' TargetMode="External"' if external else ""
    return f'<Relationship Id="{key}" Type="{TYPES}/{kind}" Target="{escape(target)}"{mode}/>'


def relations(*inner: str) -> str:
    return f'{_HEAD}<Relationships xmlns="{OPEN}/package/2006/relationships">{"".join(inner)}</Relationships>'


def document(*body: str) -> str:
    """The main part: paragraphs and tables, words as paragraphs of their own."""
    inner = "".join(each if each.startswith("<") else p(each) for each in body)
    return part("document", f"<w:body>{inner}</w:body>")


def docx(
    *body: str,
    styles: str = "",
    numbers: str = "",
    related: tuple[str, ...] = (),
    parts: dict[str, str | bytes] | None = None,
    main: str = "word/document.xml",
    strict: bool = False,
) -> bytes:
    """A Word file; `related` are relations of the main part, `parts` all that it holds beside the usual."""
    known = [relation("s1", "styles", "styles.xml")] if styles else []
    known += [relation("n1", "numbering", "numbering.xml")] if numbers else []
    files: dict[str, str | bytes] = {
        "[Content_Types].xml": _types(main, parts or {}),
        "_rels/.rels": relations(relation("d1", "officeDocument", main)),
        main: document(*body),
        f"word/_rels/{main.rpartition('/')[2]}.rels": relations(*known, *related),
    }
    files |= {"word/styles.xml": part("styles", styles)} if styles else {}
    files |= {"word/numbering.xml": numbers} if numbers else {}
    files |= parts or {}
    if strict:
        files = {name: _strictly(text) if isinstance(text, str) else text for name, text in files.items()}
    return zipped(files)


def _types(main: str, parts: dict[str, str | bytes]) -> str:
    """Which part is of which kind; other programs than ours open nothing without it."""
    kinds = {main: "document.main", "word/styles.xml": "styles", "word/numbering.xml": "numbering"}
    for name in parts:
        kind = name.rpartition("/")[2].rstrip("0123456789.xml")
        kinds |= {name: kind} if kind in {"header", "footer", "footnotes", "endnotes", "settings"} else {}
    prefix = "application/vnd.openxmlformats-officedocument.wordprocessingml."
    inner = "".join(f'<Override PartName="/{name}" ContentType="{prefix}{kind}+xml"/>' for name, kind in kinds.items())
    usual = {"rels": "application/vnd.openxmlformats-package.relationships+xml", "xml": "application/xml"}
    usual |= {"png": "image/png", "jpeg": "image/jpeg"}
    inner += "".join(f'<Default Extension="{ending}" ContentType="{kind}"/>' for ending, kind in usual.items())
    return f'{_HEAD}<Types xmlns="{OPEN}/package/2006/content-types">{inner}</Types>'


def zipped(files: dict[str, str | bytes]) -> bytes:
    """A container of these files."""
    target = BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as container:
        for name, text in files.items():
            container.writestr(name, text)
    return target.getvalue()


def _strictly(text: str) -> str:
    for old, new in (
        (W, f"{PURL}/wordprocessingml/main"),
        (TYPES, f"{PURL}/officeDocument/relationships"),
        (f"{OPEN}/officeDocument/2006/math", f"{PURL}/officeDocument/math"),
        (f"{OPEN}/drawingml/2006/", f"{PURL}/drawingml/"),
    ):
        text = text.replace(old, new)
    return text
