"""What earlier releases signed keeps verifying: tests/pades/fixtures holds one signed report of each."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding

from pades.examination.examine import examine
from pades.examination.found import Result, Roots
from tests.pades.forgeries import byte_after, gap_emptied

FIXTURES = Path(__file__).parent / "fixtures"
SAMPLES = sorted(path.name for path in FIXTURES.iterdir() if path.is_dir())


def roots(sample: str, now: datetime) -> Roots:
    root = x509.load_pem_x509_certificate((FIXTURES / sample / "root.pem").read_bytes())
    return Roots((root.public_bytes(Encoding.DER),), now)


def test_there_is_a_sample_of_the_first_release() -> None:
    assert SAMPLES[0] == "signed-0.1.0"


@pytest.mark.parametrize("year", [2027, 2060])
@pytest.mark.parametrize("sample", SAMPLES)
def test_a_sample_is_good_by_the_root_that_it_was_signed_under(sample: str, year: int) -> None:
    pdf = (FIXTURES / sample / "report.pdf").read_bytes()
    known = roots(sample, datetime(year, 1, 1, tzinfo=UTC))
    found = examine(pdf, roots=known)
    assert (found.result, found.level) == (Result.GOOD, "B-LTA")
    assert [each.field for each in found.signatures] == ["Reporter", "Approver", "Archive"]
    assert {examine(each(pdf), roots=known).result for each in (byte_after, gap_emptied)} == {Result.ALTERED}
