"""What is downloaded as one piece proves itself by standard tools, by the words inside it, without the portal."""

from __future__ import annotations

import io
import subprocess
import zipfile
from pathlib import Path

import pytest
from django.test import Client
from pytest_django import Settings

from reports import store
from reports.models import Publication
from reports.pades.signing import Level
from tests.reports.publication.scenes import a_published_scene, a_signed_scene, publish

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("signable_paper")]


def unpacked(client: Client, place: Path) -> str:
    """Downloads and unpacks the only bundle; returns the words inside."""
    code = Publication.objects.get().round.code
    answer = client.get(f"/r/{code}/bundle.zip")
    data = b"".join(getattr(answer, "streaming_content", []))
    with zipfile.ZipFile(io.BytesIO(data)) as packed:
        assert packed.testzip() is None
        packed.extractall(place)
    return (place / "HOW-TO-VERIFY.th.txt").read_text()


def commands(how: str) -> list[str]:
    """The lines that a person is told to type."""
    return [line.strip() for line in how.splitlines() if line.strip().startswith(("sha256sum", "(head", "openssl"))]


def run(line: str, place: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(["bash", "-c", line], cwd=place, check=False, capture_output=True, text=True)


@pytest.mark.parametrize("level", list(Level))
def test_every_command_in_the_bundle_accepts_it_at_every_level(
    level: Level, client: Client, settings: Settings, tmp_path: Path
) -> None:
    settings.SIGNING_LEVEL = level
    a_published_scene()
    how = unpacked(client, tmp_path / "bundle")
    lines = commands(how)
    results = [run(line, tmp_path / "bundle") for line in lines]
    assert [(line, done.stderr) for line, done in zip(lines, results, strict=True) if done.returncode] == []
    said = "".join(done.stdout + done.stderr for done in results)
    assert said.count("erification successful") == 2
    assert said.count("Verification: OK") == {"B-B": 0, "B-T": 2, "B-LT": 2, "B-LTA": 3}[level]


def test_each_signature_refuses_a_changed_file_and_the_sums_find_it(client: Client, tmp_path: Path) -> None:
    a_published_scene()
    place = tmp_path / "bundle"
    lines = commands(unpacked(client, place))
    pdf = bytearray((place / "report.pdf").read_bytes())
    pdf[100] ^= 1
    (place / "report.pdf").write_bytes(pdf)
    refused = [line for line in lines if run(line, place).returncode]
    assert refused == [line for line in lines if line.startswith(("sha256sum", "openssl cms"))]


def test_the_bundle_holds_what_was_published_and_what_proves_it(client: Client, tmp_path: Path) -> None:
    scene = a_published_scene()
    place = tmp_path / "bundle"
    how = unpacked(client, place)
    found = {str(path.relative_to(place)) for path in place.rglob("*") if path.is_file()}
    assert found == {
        *("report.pdf", "report.json", "report.csv", "HOW-TO-VERIFY.th.txt", "SHA256SUMS"),
        *("certificates/chain.pem", "certificates/timestamps.pem"),
        *(f"signatures/{who}.{what}" for who in ("Reporter", "Approver") for what in ("der", "value", "stamp.der")),
    }
    files = Publication.objects.get().files
    for name in ("report.pdf", "report.json", "report.csv"):
        assert (place / name).read_bytes() == store.get(files[name]["digest"])
    assert scene.round.code in how
    assert "ไม่มีผลทางกฎหมาย" in how
    listed = {line.split("  ")[1] for line in (place / "SHA256SUMS").read_text().splitlines()}
    assert listed == found - {"SHA256SUMS"}
    assert "-----BEGIN PRIVATE" not in "".join(path.read_text(errors="replace") for path in place.rglob("*.pem"))


def test_the_same_report_makes_the_same_bundle(monkeypatch: pytest.MonkeyPatch) -> None:
    scene = a_signed_scene()
    with monkeypatch.context() as patch, pytest.raises(ZeroDivisionError):
        patch.setattr("reports.services.publication.fold", lambda text: 1 / 0)
        publish(scene.round, scene.person("mana"))
    before = set(store.folder().glob("??/*"))
    publish(scene.round, scene.person("mana"))
    assert set(store.folder().glob("??/*")) == before
