"""What is downloaded as one piece proves itself by standard tools, by the words inside it, without the portal."""

from __future__ import annotations

import io
import subprocess
import zipfile
from pathlib import Path

import pytest
from django.test import Client
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pytest_django import Settings

from files import store
from pades.signing.level import Level
from paper import pictures
from reports.models import Publication, Signing
from tests.reports.publication.scenes import a_published_scene, a_signed_scene, publish
from thai.dates import format_date

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("signable_paper")]

# Every line of the words that is a command, but for that which wants a real report's data: see test_bundle_data.
PROGRAMS = ("sha256sum", "head -c", "(head", "openssl", "pdfsig as")


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
    return [line.strip() for line in how.splitlines() if line.strip().startswith(PROGRAMS)]


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
    assert [line for line in refused if not line.startswith("pdf")] == [
        line for line in lines if line.startswith(("sha256sum", "openssl cms"))
    ]
    assert "Signature is Valid" not in run("pdfsig as-signed.pdf", place).stdout


@pytest.mark.parametrize("level", list(Level))
def test_only_what_the_approver_signed_is_cut_out_and_read(
    level: Level, client: Client, settings: Settings, tmp_path: Path
) -> None:
    settings.SIGNING_LEVEL = level
    a_published_scene()
    place = tmp_path / "bundle"
    lines = commands(unpacked(client, place))
    forged = paint_over((place / "report.pdf").read_bytes())
    (place / "report.pdf").write_bytes(forged)
    sums = "sha256sum $(cut -c67- SHA256SUMS) > new && mv new SHA256SUMS"
    assert [line for line in [sums, *lines] if run(line, place).returncode] == []
    [cut] = [line for line in lines if line.startswith("head")]
    length = int(cut.split()[2])
    assert len(forged) > length
    assert "FORGED" in "".join(pictures.texts(forged))
    read = (place / "as-signed.pdf").read_bytes()
    assert len(read) == length
    assert "FORGED" not in "".join(pictures.texts(read))
    approver = run("pdfsig as-signed.pdf", place).stdout.partition("Approver")[2].splitlines()
    said = [line.strip(" -") for line in approver]
    assert said.count("Total document signed") == said.count("Signature Validation: Signature is Valid.") == 1
    [ranges] = [line for line in said if line.startswith("Signed Ranges")]
    assert ranges.endswith(f" {length}]")
    # And a longer cut, whatever a forger's instructions say, is told from what was signed.
    (place / "as-signed.pdf").write_bytes(forged)
    assert "Not total document signed" in run("pdfsig as-signed.pdf", place).stdout.partition("Approver")[2]


def paint_over(pdf: bytes) -> bytes:
    """A later revision in which the first page says something else."""
    writer = IncrementalPdfFileWriter(io.BytesIO(pdf))
    page = writer.root["/Pages"]
    while "/Kids" in page:
        page = page["/Kids"][0].get_object()
    words = b"q 1 1 1 rg 0 0 2000 2000 re f Q BT /F9 20 Tf 100 300 Td (FORGED) Tj ET"
    font = {"/Type": "/Font", "/Subtype": "/Type1", "/BaseFont": "/Helvetica"}
    fonts = generic.DictionaryObject({generic.pdf_name(key): generic.pdf_name(said) for key, said in font.items()})
    resources = generic.DictionaryObject(
        {generic.pdf_name("/Font"): generic.DictionaryObject({generic.pdf_name("/F9"): fonts})}
    )
    page["/Resources"] = resources
    page["/Contents"] = writer.add_object(generic.StreamObject(stream_data=words))
    writer.update_container(page)
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


@pytest.mark.parametrize("level", [Level.B_T, Level.B_LTA])
def test_every_signature_is_judged_at_the_moment_of_signing_and_not_by_the_clock(
    level: Level, client: Client, settings: Settings, tmp_path: Path
) -> None:
    settings.SIGNING_LEVEL = level
    a_published_scene()
    place = tmp_path / "bundle"
    lines = commands(unpacked(client, place))
    judged = [line for line in lines if line.startswith("openssl")]
    moment = int(Signing.objects.get().signed_at.timestamp())  # type: ignore[union-attr]  # it is signed
    assert [line for line in judged if f" -attime {moment}" not in line] == []
    for line in lines:
        run(line, place)
    later = [line.replace(f"-attime {moment}", "-attime 7258118400") for line in judged]  # the year 2743
    assert [line for line in later if "expired" not in run(line, place).stderr] == []


def test_the_words_name_years_in_full_and_what_the_table_lacks(client: Client, tmp_path: Path) -> None:
    scene = a_published_scene()
    how = unpacked(client, tmp_path / "bundle")
    assert scene.signing.signed_at is not None
    assert f"ลงนามเมื่อ {format_date(scene.signing.signed_at)} เวลา " in how
    assert "ส่วนอื่นของรายงานอยู่ใน report.json" in how


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
        patch.setattr("reports.publication.publish.fold", lambda text: 1 / 0)
        publish(scene.round, scene.person("mana"))
    before = set(store.folder().glob("??/*"))
    publish(scene.round, scene.person("mana"))
    assert set(store.folder().glob("??/*")) == before
