"""veraPDF finds PDF/A-3a and PDF/UA-1 in every file that leaves the house, before and after signing."""

from dataclasses import replace
from functools import partial

import pytest

from reports import pdf as drawing
from reports.pades.signing import Level
from reports.paper import Paper
from reports.writers import html, pdf
from tests.reports import verapdf
from tests.reports.frozen import PAPER, frozen, seed, signed

pytestmark = pytest.mark.skipif(bool(verapdf.missing()), reason=verapdf.missing() or "nothing is missing")

PAPERS = {
    f"{orientation}, digits {digits}": replace(PAPER, orientation=orientation, digits=digits)
    for orientation in ("landscape", "portrait")
    for digits in ("thai", "arabic")
}
STATES = ["frozen", *(f"signed {level}" for level in Level)]
SIZES = {"the sample": 3, "a hundred measures": 100}
PLAIN = {
    "a draft": partial(pdf.write, seed(), replace(PAPER, code="", draft=True)),
    "without a portal": partial(pdf.write, seed(), Paper()),
    "not completed": lambda: drawing.render(html.write(seed(), PAPER), title="x"),
}


def in_all_states(name: str, measures: int, paper: Paper) -> dict[str, bytes]:
    """Every level for the sample, the last one, which holds all that the others do, for the long report."""
    document = seed(measures)
    body = frozen(document, paper)
    levels = list(Level) if measures == SIZES["the sample"] else [Level.B_LTA]
    after = {f"{name}, signed {level}": signed(body, document, level) for level in levels}
    return {f"{name}, frozen": body, **after}


@pytest.fixture(scope="module")
def answers(tmp_path_factory: pytest.TempPathFactory) -> dict[tuple[str, str], str]:
    """What veraPDF says of all of them: starting it takes longer than asking."""
    pdfs = {name: write() for name, write in PLAIN.items()}
    for size, measures in SIZES.items():
        for form, paper in PAPERS.items():
            pdfs |= in_all_states(f"{size}, {form}", measures, paper)
    return verapdf.verdicts(pdfs, tmp_path_factory.mktemp("pdf"))


@pytest.mark.parametrize("standard", verapdf.FLAVOURS)
@pytest.mark.parametrize("form", PAPERS)
@pytest.mark.parametrize("state", STATES)
def test_the_sample_conforms(answers: dict[tuple[str, str], str], state: str, form: str, standard: str) -> None:
    assert answers[f"the sample, {form}, {state}", standard] == verapdf.PASSED


@pytest.mark.parametrize("standard", verapdf.FLAVOURS)
@pytest.mark.parametrize("form", PAPERS)
@pytest.mark.parametrize("state", ["frozen", f"signed {Level.B_LTA}"])
def test_a_hundred_measures_conform(answers: dict[tuple[str, str], str], state: str, form: str, standard: str) -> None:
    assert answers[f"a hundred measures, {form}, {state}", standard] == verapdf.PASSED


@pytest.mark.parametrize("standard", verapdf.FLAVOURS)
@pytest.mark.parametrize("name", ["a draft", "without a portal"])
def test_what_is_not_to_be_signed_conforms_too(answers: dict[tuple[str, str], str], name: str, standard: str) -> None:
    assert answers[name, standard] == verapdf.PASSED


def test_it_would_notice_a_file_without_the_mark_of_pdf_ua(answers: dict[tuple[str, str], str]) -> None:
    assert answers["not completed", "PDF/UA-1"].startswith("failed: ")
    assert "5-1" in answers["not completed", "PDF/UA-1"]
