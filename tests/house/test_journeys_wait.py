"""In a browser a click comes back before the page that it leads to: what reads a page has waited for it."""

import ast
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

from tests.house.tree import python_files, text_of

JOURNEYS = Path("tests/browser")
WAITS = ("expect(", "saved(", "is_whole(", "page.wait_for_")  # how the statement after a button's click may begin


def bodies(source: str) -> Iterator[list[ast.stmt]]:
    """The statements of each block, but of those that wait for what they begin: `with page.expect_navigation():`."""
    for node in ast.walk(ast.parse(source)):
        waits = isinstance(node, ast.With) and ".expect_" in ast.unparse(node.items[0])
        for name in ("body", "orelse", "finalbody"):
            block = getattr(node, name, None)
            if isinstance(block, list) and not waits:
                yield block


def hasty_clicks(source: str) -> list[str]:
    """Links that are clicked without `follow`; buttons without `press`, where no waiting comes next."""
    found = []
    for body in bodies(source):
        for statement, following in pairwise([*map(ast.unparse, body), ""]):
            if not statement.endswith(".click()") or "\n" in statement:
                continue
            is_button = "get_by_role('button'" in statement
            if "get_by_role('link'" in statement or (is_button and not following.startswith(WAITS)):
                found.append(statement)
    return found


def test_what_follows_a_click_has_waited_for_its_page() -> None:
    journeys = [path for path in python_files() if path.is_relative_to(JOURNEYS)]
    assert [f"{path}: {click}" for path in journeys for click in hasty_clicks(text_of(path))] == []


def test_a_hasty_click_is_seen() -> None:
    link = 'def road(page):\n    page.get_by_role("link", name="แก้ไข").first.click()\n    saved(page, "แก้ไขแล้ว")\n'
    last = 'def road(page):\n    page.get_by_role("button", name="บันทึก").click()\n'
    waited = f'{last}    expect(page.get_by_role("status")).to_be_visible()\n'
    inside = 'with page.expect_download() as download:\n    page.get_by_role("link", name="ดาวน์โหลด").click()\n'
    assert [len(hasty_clicks(source)) for source in (link, last, waited, inside)] == [1, 1, 0, 0]
