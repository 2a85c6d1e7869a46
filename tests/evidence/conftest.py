"""What tests of evidence share: the office of the measures' tests, and files of their own."""

from tests.fixtures import own_files, quick_and_forgetful
from tests.measures.conftest import Office, SignedIn, office, signed_in

__all__ = ["Office", "SignedIn", "office", "own_files", "quick_and_forgetful", "signed_in"]
