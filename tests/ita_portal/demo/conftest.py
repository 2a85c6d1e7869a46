"""Every test has files of its own; a paper that can be signed is quickly made."""

from tests.fixtures import own_files, quick_and_forgetful
from tests.reports.fixtures import signable_paper

__all__ = ["own_files", "quick_and_forgetful", "signable_paper"]
