"""The whole road of a report twice more: in a hand with scripts, as most people hold it, and without them."""

import pytest

from tests.browser.conftest import BrowserPage
from tests.browser.test_journey_review import the_whole_road

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("javascript", [True, False], ids=["with scripts", "without"])
def test_the_road_is_the_same(browser_page: BrowserPage, transactional_db: None, javascript: bool) -> None:
    the_whole_road(browser_page, width=390, javascript=javascript)
