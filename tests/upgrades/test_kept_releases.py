"""What a released version left is whole after its upgrade to this one: chain, reports and verdicts."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from audit.verify import verify as verify_chain
from backups import manifest
from backups.database import engines
from measures.models import Action
from tests.backups import portals
from tests.backups.portals import Portal
from tests.upgrades import unpacked
from tests.upgrades.conftest import Upgrade
from tests.upgrades.facts import facts
from tests.upgrades.keep_release import ARCHIVE

pytestmark = pytest.mark.django_db(transaction=True)
MOST = 300_000  # bytes in the repository


@pytest.fixture(params=unpacked.KEPT, ids=lambda path: path.name.removesuffix(".tar.xz"))
def release(request: pytest.FixtureRequest) -> Path:
    path: Path = request.param
    return path


@pytest.fixture
def expected(release: Path, tmp_path: Path) -> dict[str, Any]:
    """What was true of the release, which lies unpacked in tmp_path."""
    return unpacked.unpack(release, tmp_path)


def see_that_it_is_whole(portal: Portal, expected: dict[str, Any], folder: Path) -> None:
    with portal.entered():
        assert set(engines.applied()) == engines.known()
        assert {**facts(), "commit": expected["commit"]} == expected
        assert verify_chain(against=unpacked.saved(folder).head).whole
        for code, (_, title, _) in expected["reports"].items():
            page = Client().get(f"/r/{code}/")
            assert page.status_code == 200 and title in page.content.decode()


def test_releases_are_kept_and_small() -> None:
    assert unpacked.KEPT
    assert {path.name: path.stat().st_size for path in unpacked.KEPT if path.stat().st_size > MOST} == {}


def test_a_release_is_whole_after_its_upgrade(
    release: Path, expected: dict[str, Any], upgrade: Upgrade, tmp_path: Path
) -> None:
    portal, said = upgrade(release, tmp_path)
    assert f"ตรวจลายมือชื่อในรายงาน {len(expected['verdicts'])} ฉบับ" in said
    see_that_it_is_whole(portal, expected, tmp_path)


def test_a_release_goes_to_the_other_database_too(
    release: Path, expected: dict[str, Any], upgrade: Upgrade, tmp_path: Path
) -> None:
    """On PostgreSQL's run; on SQLite's into another file."""
    portal, _ = upgrade(release, tmp_path)
    target = portals.an_empty_place(tmp_path / "target")
    told = target.told
    (tmp_path / "address").write_text(
        f"sqlite:///{told['NAME']}"
        if told["ENGINE"] == portals.SQLITE
        else f"postgres://{told['USER']}:{told['PASSWORD']}@{told['HOST']}:{told['PORT']}/{told['NAME']}"
    )
    try:
        portal.does("move_database", str(tmp_path / "address"))
        see_that_it_is_whole(Portal(portal.folder, told), expected, tmp_path)
    finally:
        portals.drop(target)


def test_what_an_upgrade_loses_is_found(
    release: Path, expected: dict[str, Any], upgrade: Upgrade, tmp_path: Path
) -> None:
    portal, _ = upgrade(release, tmp_path)
    with portal.entered():
        Action.objects.order_by("-pk")[0].delete()
    with pytest.raises(AssertionError):
        see_that_it_is_whole(portal, expected, tmp_path)


def test_what_was_left_out_is_named(expected: dict[str, Any], tmp_path: Path) -> None:
    saved, listed = unpacked.saved(tmp_path), dict(manifest.sums(tmp_path / ARCHIVE))
    assert len(saved.let_go) + len(listed) == saved.files + 1
    assert set(expected["verdicts"]) <= set(listed.values())
