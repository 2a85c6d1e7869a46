"""Every test has files of its own, hashes quickly and begins with counters at nought."""

from tests.fixtures import own_files, quick_and_forgetful

__all__ = ["own_files", "quick_and_forgetful"]
