"""The same facts give the same bytes and the same digest on every machine."""

import dataclasses
import hashlib
import json
import unicodedata

from hypothesis import given

from document import ReportDocument, canonical, digest, from_json, to_data
from document.readers import text
from tests.document.samples import SEED
from tests.document.strategies import any_document

SAMPLE = text.read(SEED).document
# The digest as first computed: signatures and published pages name it, so no change of program may move it.
KNOWN = "2e143eec2eb2eb25c982365bc0c12b0a1e16081ae9cb33dcd5f6c2441724003c"


def test_the_digest_of_the_real_report_never_moves() -> None:
    assert digest(SAMPLE) == KNOWN


def test_the_digest_is_of_the_canonical_bytes() -> None:
    assert digest(SAMPLE) == hashlib.sha256(canonical(SAMPLE)).hexdigest()


@given(any_document)
def test_canonical_json_is_sorted_compact_composed_and_complete(document: ReportDocument) -> None:
    found = canonical(document).decode()
    assert found == json.dumps(json.loads(found), ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    assert found == unicodedata.normalize("NFC", found)
    assert from_json(json.loads(found)) == document


def test_decomposed_letters_are_the_same_fact() -> None:
    composed = dataclasses.replace(SAMPLE, agency="Café")
    decomposed = dataclasses.replace(SAMPLE, agency="Cafe\u0301")
    assert canonical(composed) == canonical(decomposed)


def test_every_single_fact_moves_the_digest() -> None:
    changed = [
        dataclasses.replace(SAMPLE, agency=SAMPLE.agency + "ก"),
        dataclasses.replace(SAMPLE, measures=SAMPLE.measures[::-1]),
        dataclasses.replace(SAMPLE, reported_on=None),
        dataclasses.replace(SAMPLE, problems=()),
    ]
    assert len({digest(each) for each in (SAMPLE, *changed)}) == 5


def test_data_holds_every_field_in_the_order_of_the_report() -> None:
    assert list(to_data(SAMPLE))[:5] == ["schema", "kind", "agency", "title", "assessed_year"]
