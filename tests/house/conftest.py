"""The measures' office and people who are signed in, for tests of every page."""

from tests.measures.conftest import office, signed_in

__all__ = ["office", "signed_in"]
