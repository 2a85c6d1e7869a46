"""The measures' office and people who are signed in, for tests of every page."""

import pytest

from tests.measures.conftest import office, signed_in
from tests.reports.fixtures import quick_press

__all__ = ["office", "quick_press", "signed_in"]


@pytest.fixture(autouse=True)
def no_drafts_are_laid_out(quick_press: None) -> None:
    """Whoever opens all pages opens previews too, again and again."""
