"""What every test of reports has: files of its own, and by name an office and papers that are quickly made."""

from tests.files.fixtures import harm, object_server
from tests.fixtures import own_files, quick_and_forgetful
from tests.reports.fixtures import mana, office, one_minute, quick_paper, quick_press, signable_paper, somsak

__all__ = [
    "harm",
    "mana",
    "object_server",
    "office",
    "one_minute",
    "own_files",
    "quick_and_forgetful",
    "quick_paper",
    "quick_press",
    "signable_paper",
    "somsak",
]
