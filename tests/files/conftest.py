"""Every test has a store of its own; a paper is quickly made; an object store is there for whoever asks."""

from tests.files.fixtures import harm, object_server
from tests.fixtures import own_files, quick_and_forgetful
from tests.reports.fixtures import quick_paper

__all__ = ["harm", "object_server", "own_files", "quick_and_forgetful", "quick_paper"]
