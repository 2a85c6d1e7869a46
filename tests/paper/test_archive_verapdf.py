"""veraPDF finds PDF/A-3a and PDF/UA-1 in every file that leaves the house, before and after signing."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import Literal

import pytest

from document import MarkedText, ReportDocument, from_json, to_data
from pades.signing.level import Level
from paper import emblem, html, preflight, report_pdf
from paper import typeset as drawing
from paper.paper import Paper
from tests.document.other_kinds import a_plan, a_progress_report, with_scores
from tests.paper import verapdf
from tests.paper.illustrated import proved
from tests.paper.test_emblem import picture
from tests.reports.frozen import PAPER, frozen, seed, signed
from thai.text import clean
from thai.word_symbols import WORD_SYMBOLS

pytestmark = pytest.mark.skipif(bool(verapdf.missing()), reason=verapdf.missing() or "nothing is missing")

PAPERS = {
    f"{orientation}, digits {digits}": replace(PAPER, orientation=orientation, digits=digits)
    for orientation in ("landscape", "portrait")
    for digits in ("thai", "arabic")
}
LAST = f"signed {Level.B_LTA}"  # holds all that the levels below it do
EVERY = "landscape, digits thai"  # signed at every level
STATES = [(form, state) for form in PAPERS for state in ("frozen", LAST)]
STATES += [(EVERY, f"signed {level}") for level in Level if level is not Level.B_LTA]
LONG = ["landscape, digits thai", "portrait, digits arabic"]
# What Word leaves behind, as a form or a reader takes it; symbols that our fonts have, and what none of them has.
STRANGE = f"{''.join(map(chr, WORD_SYMBOLS))} ✔️☐●★①⇒℃№αЖ‑ 😀👍🏽❤️字ລາວ\ufffd"
TYPED = {"title", "agency", "opening", "question", "heading", "text", "name", "position", "post", "unit"}


def everywhere(data: object) -> object:
    """The same report with all of them typed into every field, the marks of lists included."""
    if isinstance(data, list):
        return [everywhere(each) for each in data]
    if not isinstance(data, dict):
        return data
    typed = {key: f"{value} {STRANGE}" if key in TYPED else everywhere(value) for key, value in data.items()}
    return typed | ({"marker": "\uf0fe"} if "marker" in data else {})


def strange() -> ReportDocument:
    return from_json(everywhere(to_data(seed())))


def with_private_use() -> ReportDocument:
    """As an old row would have it that came past every form and reader."""
    return replace(seed(), problems=(MarkedText("\uf0b7", "ขาดคน \uf0b9"),))


def with_annex(orientation: Literal["landscape", "portrait"], *, is_signed: bool = False) -> bytes:
    document, own = proved(5)
    body = frozen(document, replace(own, orientation=orientation, digits="thai"))
    return signed(body, document, Level.B_LTA) if is_signed else body


PLAIN: dict[str, Callable[[], bytes]] = {
    "a draft": partial(report_pdf.write, seed(), replace(PAPER, code="", draft=True, emblem=emblem.read(picture()))),
    "without a portal": partial(report_pdf.write, seed(), Paper()),
    "every character": lambda: frozen(strange(), replace(PAPER, letterhead=clean(STRANGE))),
    "private use": lambda: frozen(with_private_use()),
    "an annex": partial(with_annex, "landscape"),
    "an annex, portrait, signed": partial(with_annex, "portrait", is_signed=True),
    "a plan, signed": lambda: signed(frozen(a_plan()), a_plan(), Level.B_LTA),
    "a progress report, portrait": lambda: frozen(a_progress_report(), replace(PAPER, orientation="portrait")),
    "scores, portrait, signed": lambda: signed(
        frozen(with_scores(), replace(PAPER, orientation="portrait")), with_scores(), Level.B_LTA
    ),
    "not completed": lambda: drawing.render(html.write(seed(), PAPER), title="x"),
}


def in_states(measures: int, form: str, levels: list[Level], *, is_frozen_asked: bool = True) -> dict[str, bytes]:
    document = seed(measures)
    body = frozen(document, PAPERS[form])
    after = {f"{measures}, {form}, signed {level}": signed(body, document, level) for level in levels}
    return {**({f"{measures}, {form}, frozen": body} if is_frozen_asked else {}), **after}


@pytest.fixture(scope="module")
def answers(tmp_path_factory: pytest.TempPathFactory) -> dict[tuple[str, str], str]:
    """What veraPDF says of all of them: starting it takes longer than asking."""
    pdfs = {name: write() for name, write in PLAIN.items()}
    for form in PAPERS:
        pdfs |= in_states(3, form, list(Level) if form == EVERY else [Level.B_LTA])
    for form in LONG:
        pdfs |= in_states(100, form, [Level.B_LTA], is_frozen_asked=False)
    return verapdf.verdicts(pdfs, tmp_path_factory.mktemp("pdf"))


@pytest.mark.parametrize("standard", verapdf.FLAVOURS)
@pytest.mark.parametrize(("form", "state"), STATES)
def test_the_sample_conforms(answers: dict[tuple[str, str], str], state: str, form: str, standard: str) -> None:
    assert answers[f"3, {form}, {state}", standard] == verapdf.PASSED


@pytest.mark.parametrize("standard", verapdf.FLAVOURS)
@pytest.mark.parametrize("form", LONG)
def test_a_hundred_measures_conform(answers: dict[tuple[str, str], str], form: str, standard: str) -> None:
    """Once signed: every page of the frozen file is in it as it was."""
    assert answers[f"100, {form}, {LAST}", standard] == verapdf.PASSED


@pytest.mark.parametrize("standard", verapdf.FLAVOURS)
@pytest.mark.parametrize(
    "name",
    [
        *("a draft", "without a portal", "every character", "an annex", "an annex, portrait, signed"),
        *("a plan, signed", "a progress report, portrait", "scores, portrait, signed"),
    ],
)
def test_what_is_not_to_be_signed_and_what_holds_every_character_conform_too(
    answers: dict[tuple[str, str], str], name: str, standard: str
) -> None:
    assert answers[name, standard] == verapdf.PASSED


def test_what_a_submission_examines_itself_is_what_verapdf_would_find(answers: dict[tuple[str, str], str]) -> None:
    assert preflight.examine(frozen(strange(), replace(PAPER, letterhead=clean(STRANGE)))) == []
    assert [fault.detail for fault in preflight.examine(frozen(with_private_use()))] == ["U+F0B7 U+F0B9"]
    assert "6.2.11.7.3" in answers["private use", "PDF/A-3a"]


def test_it_would_notice_a_file_without_the_mark_of_pdf_ua(answers: dict[tuple[str, str], str]) -> None:
    assert answers["not completed", "PDF/UA-1"].startswith("failed: ")
    assert "5-1" in answers["not completed", "PDF/UA-1"]
