"""What is found in a document by reading it: of the same document it is the same, and so it is looked for once.

A document is a value, equal only to one that says the same; nothing here asks the database.
"""

from __future__ import annotations

from functools import lru_cache

from document import ReportDocument, personal_data
from document import doubts as in_documents
from document.doubts import Doubt
from document.doubts.characters import measure_texts, report_texts
from document.personal_data import Found
from ita.catalogue import Catalogue
from reports.compiling.digit_styles import is_mixed
from thai.characters import private_use_words

_MOST = 8  # documents


@lru_cache(_MOST)
def doubts(document: ReportDocument, lists: Catalogue) -> tuple[Doubt, ...]:
    """The doubts of document.doubts."""
    return in_documents.find(document, lists)


@lru_cache(_MOST)
def personal(document: ReportDocument) -> tuple[Found, ...]:
    """What may be personal data."""
    return tuple(personal_data.in_report(document))


@lru_cache(_MOST)
def mixes_digits(document: ReportDocument) -> bool:
    """Whether it holds Thai digits beside Arabic ones."""
    return is_mixed(document)


@lru_cache(_MOST)
def symbols(document: ReportDocument) -> tuple[tuple[int | None, str, str, str], ...]:
    """Where it holds characters of private use: the measure's number from 0 or None, the part, the place, the words."""
    texts: list[tuple[int | None, str, str, str]] = [
        (number, part, where, text)
        for number, measure in enumerate(document.measures)
        for part, where, text in measure_texts(measure)
    ]
    texts += [(None, part, where, text) for part, where, text in report_texts(document)]
    found = ((number, part, where, private_use_words(text)) for number, part, where, text in texts)
    return tuple(each for each in found if each[3])
