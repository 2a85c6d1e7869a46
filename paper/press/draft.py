"""The PDF of a draft for whoever downloads it: a writer of the registry, done by the press."""

from document import ReportDocument
from paper.paper import Paper
from paper.press import press


def write(document: ReportDocument, paper: Paper) -> bytes:
    """As paper.report_pdf writes it. Raises NotMade."""
    return press.pdf(document, paper)
