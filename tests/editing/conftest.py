"""Every test has files of its own; by name there are an office of two and a paper that is quickly made."""

from tests.fixtures import own_files, quick_and_forgetful
from tests.reports.fixtures import mana, office, quick_paper, somsak

__all__ = ["mana", "office", "own_files", "quick_and_forgetful", "quick_paper", "somsak"]
