"""Takes the pictures of the help out of the demonstration: script/pictures writes them to static/help/.

Not a test of the suite: its name is not a test's, so that it runs only when it is named.
"""

import io
import re
from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import Page, expect

from measures.models import Action, Measure, Outcome, State
from tests.browser.conftest import BrowserPage
from tests.browser.journey import YEAR, a_demonstration, address, come_in, press
from tests.browser.road_to_the_public import the_coordinator_publishes, the_portal_signs
from tests.house.tree import ROOT

pytestmark = pytest.mark.browser
FOLDER = ROOT / "static" / "help"
WIDTH, MOST, COLOURS = 1000, 760, 64  # pixels


@pytest.fixture
def quick_preview() -> None:
    """Here the preview is what one wants to see."""


def take(page: Page, name: str, where: str = "") -> None:
    """The page's main part, from its top as far as a picture goes."""
    if where:
        page.goto(where)
    page.set_viewport_size({"width": WIDTH, "height": 900})
    page.wait_for_load_state("networkidle")
    main = page.locator("main")
    box = main.bounding_box()
    assert box is not None
    clip = {"x": 0.0, "y": box["y"], "width": float(WIDTH), "height": min(box["height"], float(MOST))}
    taken = Image.open(io.BytesIO(page.screenshot(full_page=True, clip=clip)))  # type: ignore[arg-type]  # a rectangle
    _keep(taken, FOLDER / f"{name}.png")


def _keep(taken: Image.Image, path: Path) -> None:
    path.parent.mkdir(exist_ok=True)
    taken.convert("RGB").quantize(COLOURS).save(path, optimize=True)


def test_pictures(browser_page: BrowserPage, transactional_db: None) -> None:
    passwords = a_demonstration()
    kanda, mana = (come_in(browser_page, name) for name in ("kanda", "mana"))
    take(kanda, "officer-home", YEAR)
    take(kanda, "officer-progress", address("E11", "actions/new/"))
    take(kanda, "officer-returned", address("E14"))
    take(mana, "coordinator-home", YEAR)
    take(mana, "coordinator-compile", f"{YEAR}report/")
    wilai = come_in(browser_page, "wilai")
    take(wilai, "administrator-start", "/a/thung-sai-than/start/")
    take(wilai, "administrator-users", "/a/thung-sai-than/settings/users/")
    take(come_in(browser_page, "kamkab"), "overseer-overview", "/overview/")
    _all_taken()
    mana.goto(f"{YEAR}report/submit/")
    _confirm(mana, passwords["mana"], "เสนอให้พิจารณา")
    somsak = come_in(browser_page, "somsak")
    take(somsak, "approver-review", f"{YEAR}report/review/")
    somsak.get_by_role("radio", name=re.compile("^อนุมัติ")).check()
    press(somsak, "ไปหน้ายืนยันการอนุมัติ")
    take(somsak, "approver-sign")
    _confirm(somsak, passwords["somsak"], "ลงนามและอนุมัติ")
    the_portal_signs()
    the_coordinator_publishes(mana)
    anyone = browser_page()
    anyone.goto("/r/")
    anyone.get_by_role("link", name=re.compile("ทุ่งสายธาร")).first.click()
    take(anyone, "public-report")
    take(anyone, "public-verify", "/v/")


def _all_taken() -> None:
    for measure in Measure.objects.kept():
        if not measure.actions.exists():
            Action.objects.create(measure=measure, position=0, text="จัดประชุมเจ้าหน้าที่ทุกสำนัก/กอง")
        if not measure.outcomes.exists():
            Outcome.objects.create(measure=measure, position=0, text="เจ้าหน้าที่ปฏิบัติตามคู่มือเดียวกัน")
    Measure.objects.update(state=State.TAKEN)


def _confirm(page: Page, password: str, button: str) -> None:
    page.get_by_role("checkbox").check()
    page.get_by_label("รหัสผ่านของท่าน").fill(password)
    assert press(page, button) == 200
    expect(page.locator("main")).to_be_visible()
