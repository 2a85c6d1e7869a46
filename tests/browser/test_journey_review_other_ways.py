"""The whole road of a report once more: at a desk without scripts, and in a hand with them."""

import pytest

from tests.browser.conftest import BrowserPage
from tests.browser.journey import THE_OTHER_WAYS
from tests.browser.test_journey_review import the_whole_road

pytestmark = pytest.mark.browser


@THE_OTHER_WAYS
def test_the_road_is_the_same(browser_page: BrowserPage, transactional_db: None, width: int, javascript: bool) -> None:
    the_whole_road(browser_page, width=width, javascript=javascript)
