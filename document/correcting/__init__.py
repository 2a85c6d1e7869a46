"""What a person corrects of a report that was read: every part as text, and the report with the texts that changed."""

from document.correcting.doubts import doubts_after
from document.correcting.lines import as_lines, entries_of
from document.correcting.measures import MEASURE_PARTS, measure_words, proposed
from document.correcting.report import corrected, head_parts, head_words

__all__ = [
    "MEASURE_PARTS",
    "as_lines",
    "corrected",
    "doubts_after",
    "entries_of",
    "head_parts",
    "head_words",
    "measure_words",
    "proposed",
]
