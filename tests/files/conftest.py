"""Every test has a store of its own; a paper is quickly made."""

from tests.fixtures import own_files, quick_and_forgetful
from tests.reports.fixtures import quick_paper

__all__ = ["own_files", "quick_and_forgetful", "quick_paper"]
