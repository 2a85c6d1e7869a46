"""The content of one paragraph as it is seen: words without hidden and deleted ones, fields by their result."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from itertools import islice

from document.grids.word import symbols
from document.grids.word.floats import Float, floats_in
from document.grids.word.names import MC, Element, M, W, branch, child, has, setting, value
from document.grids.word.reading import Reading

_PAGE_FIELD = re.compile(r"\s*(?:PAGE|NUMPAGES|SECTIONPAGES)\b", re.IGNORECASE)
_MOST_ASKING = 50  # runs of words that ask to be replaced
_SPACES = re.compile("[\t\r\n]+")
_KEEP = "{http://www.w3.org/XML/1998/namespace}space"
# What holds no words that are seen, and what is read elsewhere.
_SKIPPED = {
    W + name
    for name in (
        *("pPr", "sdtPr", "sdtEndPr", "customXmlPr", "smartTagPr", "rPr", "rubyPr", "instrText", "delText", "pgNum"),
        *("delInstrText", "annotationRef", "footnoteRef", "endnoteRef", "softHyphen"),
    )
} | {M + "rPr", M + "ctrlPr"}


@dataclass(slots=True)
class Content:
    """What a paragraph holds: its words in pieces, the page that they begin on, what floats beside them."""

    page: int
    pieces: list[str] = field(default_factory=list)
    floats: list[Float] = field(default_factory=list)

    @property
    def text(self) -> str:
        """The words."""
        return "".join(self.pieces).strip("\n")

    def begin_with(self, earlier: Content) -> None:
        """Joins what stood in the paragraphs before, whose ends are gone."""
        self.page = earlier.page if earlier.pieces else self.page
        earlier.pieces += self.pieces
        earlier.floats += self.floats
        self.pieces, self.floats = earlier.pieces, earlier.floats


@dataclass(slots=True)
class _Field:
    """A field whose end hasn't come: what it wants, and where its instruction or result begins."""

    start: int
    instruction: str = ""
    choice: str = ""  # of a drop-down list or a box to tick, whose result stands in no run
    shows: bool = False  # what follows is its result


def read(paragraph: Element, reading: Reading) -> Content:
    """What a paragraph holds, as it is seen."""
    found = _Inline(reading)
    found.walk(paragraph)
    return found.content


class _Inline:
    def __init__(self, reading: Reading) -> None:
        self._reading = reading
        self.content = Content(reading.pages.now)
        self._font = ""
        self._fields: list[_Field] = []

    def walk(self, element: Element) -> None:
        for each in element:
            tag = each.tag
            if tag in _HANDLERS:
                _HANDLERS[tag](self, each)
            elif tag not in _SKIPPED:
                self.walk(each)

    def _add(self, words: str) -> None:
        if not self.content.pieces:
            self.content.page = self._reading.pages.now
        self.content.pieces.append(words)

    def _run(self, run: Element) -> None:
        said = child(run, "rPr")
        if said is None:
            self.walk(run)
            return
        hidden = setting(said, "vanish")
        style = value(child(said, "rStyle"))
        if self._reading.styles.hidden(style) if hidden is None else hidden:
            if has(run, W + "t", W + "drawing", W + "pict"):
                self._reading.remark("hidden")
            return
        fonts = child(said, "rFonts")
        self._font = value(fonts, "ascii") or value(fonts, "hAnsi")
        self.walk(run)
        self._font = ""

    def _text(self, element: Element) -> None:
        words = element.text or ""
        words = _SPACES.sub(" ", words if element.get(_KEEP) == "preserve" else words.strip(" \t\r\n"))
        if words:
            self._add(symbols.in_font(words, self._font))

    def _symbol(self, element: Element) -> None:
        try:
            code = int(value(element, "char"), 16)
        except ValueError:
            return
        self._add(symbols.symbol(code, value(element, "font")))

    def _break(self, element: Element) -> None:
        if value(element, "type") == "page":
            self._reading.pages.turn(drawn=False)
        if value(element, "type") not in {"page", "column"} or self.content.pieces:
            self._add("\n")

    def _drawn_page(self, _: Element) -> None:
        self._reading.pages.turn(drawn=True)

    def _field_mark(self, element: Element) -> None:
        kind, pieces = value(element, "fldCharType"), self.content.pieces
        if kind == "begin":
            self._fields.append(_Field(len(pieces), choice=_chosen(element)))
        elif self._fields and kind == "separate":
            del pieces[self._fields[-1].start :]
            self._fields[-1].shows = True
        elif self._fields and kind == "end":
            done = self._fields.pop()
            if _is_page(done.instruction) or done.choice or not done.shows:
                del pieces[done.start :]
            if done.choice:
                self._add(done.choice)

    def _instruction(self, element: Element) -> None:
        if self._fields:
            self._fields[-1].instruction += (element.text or "")[:100]

    def _simple_field(self, element: Element) -> None:
        if not _is_page(value(element, "instr")):
            self.walk(element)

    def _gone(self, _: Element) -> None:
        self._reading.remark("revisions")

    def _came(self, element: Element) -> None:
        self._reading.remark("revisions")
        self.walk(element)

    def _comment(self, _: Element) -> None:
        self._reading.remark("comments")

    def _alternate(self, element: Element) -> None:
        if (chosen := branch(element)) is not None:
            self.walk(chosen)

    def _control(self, element: Element) -> None:
        if is_placeholder(element, self._reading):
            self._reading.remark("placeholder")
        else:
            self.walk(element)

    def _note(self, element: Element) -> None:
        kind = element.tag.removeprefix(W).removesuffix("Reference")
        own_sign = value(element, "customMarkFollows") in {"1", "true", "on"}
        self._reading.cite(kind, value(element, "id"), numbered=not own_sign)

    def _floating(self, element: Element) -> None:
        if element.tag == W + "object" and has(element, _OLE):
            self._reading.remark("embedded")
        self.content.floats.extend(floats_in(element))

    def _reading_aid(self, element: Element) -> None:
        base, above = child(element, "rubyBase"), child(element, "rt")
        if base is not None:
            self.walk(base)
        if above is not None and has(above, W + "t"):
            self._add("(")
            self.walk(above)
            self._add(")")

    def _math(self, element: Element) -> None:
        self._add(element.text or "")

    def _fraction(self, element: Element) -> None:
        for at, part in enumerate((element.find(M + "num"), element.find(M + "den"))):
            if at:
                self._add("/")
            if part is not None:
                self.walk(part)


def is_placeholder(control: Element, reading: Reading) -> bool:
    """Whether a content control holds nothing but the words that ask to be replaced."""
    if not setting(control, "sdtPr", "showingPlcHdr"):
        return False
    runs = list(islice(control.iter(W + "r"), _MOST_ASKING + 1))
    asking = (reading.styles.is_placeholder(value(child(run, "rPr", "rStyle"))) for run in runs if has(run, W + "t"))
    return len(runs) <= _MOST_ASKING and all(asking)


def _is_page(instruction: str) -> bool:
    return bool(_PAGE_FIELD.match(instruction))


def _chosen(begin: Element) -> str:
    """What an old form's field shows that has no words of its own."""
    data = child(begin, "ffData")
    if (listed := child(data, "ddList")) is not None:
        entries = [value(each) for each in listed.iterchildren(W + "listEntry")]
        at = value(child(listed, "result")) or value(child(listed, "default")) or "0"
        return entries[int(at)] if at.isdecimal() and int(at) < len(entries) else ""
    if (box := child(data, "checkBox")) is not None:
        checked = setting(box, "checked")
        return "☑" if (setting(box, "default") if checked is None else checked) else "☐"
    return ""


_OLE = "{urn:schemas-microsoft-com:office:office}OLEObject"
_HANDLERS: dict[str, Callable[[_Inline, Element], None]] = {
    W + "r": _Inline._run,
    W + "t": _Inline._text,
    W + "tab": lambda found, _: found._add("\t"),
    W + "ptab": lambda found, _: found._add("\t"),
    W + "br": _Inline._break,
    W + "cr": lambda found, _: found._add("\n"),
    W + "noBreakHyphen": lambda found, _: found._add("-"),
    W + "sym": _Inline._symbol,
    W + "lastRenderedPageBreak": _Inline._drawn_page,
    W + "fldChar": _Inline._field_mark,
    W + "instrText": _Inline._instruction,
    W + "fldSimple": _Inline._simple_field,
    W + "del": _Inline._gone,
    W + "moveFrom": _Inline._gone,
    W + "ins": _Inline._came,
    W + "moveTo": _Inline._came,
    W + "commentReference": _Inline._comment,
    W + "footnoteReference": _Inline._note,
    W + "endnoteReference": _Inline._note,
    W + "sdt": _Inline._control,
    W + "drawing": _Inline._floating,
    W + "pict": _Inline._floating,
    W + "object": _Inline._floating,
    W + "ruby": _Inline._reading_aid,
    MC + "AlternateContent": _Inline._alternate,
    M + "t": _Inline._math,
    M + "f": _Inline._fraction,
}
