"""Every test hashes quickly and begins with counters at nought."""

from tests.fixtures import quick_and_forgetful

__all__ = ["quick_and_forgetful"]
