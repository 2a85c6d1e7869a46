"""Whether a report's numbers are of one kind: Thai digits beside Arabic ones are what readers stumble over."""

from __future__ import annotations

from document import ReportDocument
from document.doubts.characters import measure_texts, report_texts
from thai.digits import set_digits


def is_mixed(document: ReportDocument) -> bool:
    """Whether some numbers are Thai and others Arabic; codes, addresses and digests are neither."""
    texts = [text for _, _, text in report_texts(document)]
    texts += [text for measure in document.measures for _, _, text in measure_texts(measure)]
    return all(any(set_digits(text, style) != text for text in texts) for style in ("thai", "arabic"))
