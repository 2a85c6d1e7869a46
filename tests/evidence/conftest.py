"""What tests of evidence share: the office of the measures' tests, files of their own, a file of which half came."""

from __future__ import annotations

import pytest

from measures.models import Measure
from tests.evidence.piecemeal import PHOTOGRAPH, begun, bring, token_of
from tests.fixtures import own_files, quick_and_forgetful
from tests.measures.conftest import Office, SignedIn, office, signed_in

__all__ = ["Office", "SignedIn", "half", "office", "own_files", "quick_and_forgetful", "signed_in"]


@pytest.fixture
def half(office: Office, signed_in: SignedIn) -> tuple[Measure, str]:
    """A measure, and the token of a file of มานะ of which 1500 bytes came."""
    measure = office.measure()
    address = begun(signed_in(office.mana), measure, "ก.jpg", PHOTOGRAPH)
    bring(signed_in(office.mana), address, 0, PHOTOGRAPH[:1500])
    return measure, token_of(address)
