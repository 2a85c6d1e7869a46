"""A document's JSON for people: indented, keys in the order of the report; digests are of canonical() instead."""

import json

from document.canonical import to_data
from document.values import ReportDocument


def write(document: ReportDocument) -> bytes:
    """UTF-8 with a line end at its end; readers.json reads the equal document out of it."""
    return (json.dumps(to_data(document), ensure_ascii=False, indent=1, allow_nan=False) + "\n").encode()
