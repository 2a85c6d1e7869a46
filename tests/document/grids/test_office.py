"""Older and other word processors' files are read through LibreOffice, closed in, or refused by what to do instead."""

import base64
import os
import re
import select
import shutil
import subprocess
import tempfile
import zipfile
from io import BytesIO
from pathlib import Path

import pytest

from document.errors import ReportError
from document.grid import Grid, Kind, Paragraph, Table
from document.grids import docx as docx_reader
from document.grids import office
from tests.document.grids.word_files import docx, lvl, numbering, p, tbl, tc, tr, zipped

ODT = "application/vnd.oasis.opendocument.text"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(1000)
DOC = OLE + "WordDocument".encode("utf-16-le")
RTF = (
    rb"{\rtf1\ansi\ansicpg874\deff0{\fonttbl{\f0\fnil\fcharset222 TH Sarabun New;}}\uc1"
    rb"\pard\u3585?\u3586?\par\trowd\cellx3000\cellx6000\intbl A\cell\u3588?\cell\row\pard end\par}"
)

ONE_PIXEL = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)


def odt(body: str, **more: str) -> bytes:
    spaces = " ".join(
        f'xmlns:{key}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for key, name in _SPACES.items()
    )
    content = f'<office:document-content {spaces} office:version="1.3"><office:body><office:text>{body}'
    content += "</office:text></office:body></office:document-content>"
    entries = "".join(
        f'<manifest:file-entry manifest:full-path="{name}" manifest:media-type="{kind}"/>'
        for name, kind in {"/": ODT, "content.xml": "text/xml"}.items()
    )
    manifest = '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
    files: dict[str, str | bytes] = {"META-INF/manifest.xml": f"{manifest}{entries}</manifest:manifest>"}
    files |= {"content.xml": content} | more
    target = BytesIO()
    with zipfile.ZipFile(target, "w") as container:
        container.writestr("mimetype", ODT)
        for name, text in files.items():
            container.writestr(name, text)
    return target.getvalue()


_SPACES = {"office": "office", "text": "text", "table": "table", "draw": "drawing", "svg": "svg-compatible"}
PLAIN = odt("<text:p>ก</text:p>")
needs_closing_in = pytest.mark.skipif(
    not office._can_be_closed_in(),
    reason="LibreOffice may not run here: no process gets files of its own",
)
needs_libreoffice = pytest.mark.skipif(not office.is_installed(), reason="LibreOffice (soffice) is not installed here")


@pytest.fixture(autouse=True)
def own_turn(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No test waits for another one's file."""
    monkeypatch.setattr(office, "_LOCK", str(tmp_path / "lock-{}"))


def refused(data: bytes) -> str:
    with pytest.raises(ReportError) as caught:
        office.read(data)
    return str(caught.value)


def instead(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, script: str) -> Path:
    """A program of ours in LibreOffice's place, which sees a folder beside; in that it leaves what it learns."""
    program = tmp_path / "soffice"
    program.write_text(f"#!/bin/sh\n{script}\n", "utf-8")
    program.chmod(0o700)
    monkeypatch.setattr(office, "_program", lambda: str(program))
    monkeypatch.setattr(office, "_SEEN", (*office._SEEN, str(tmp_path).lstrip("/")))
    return tmp_path


@pytest.mark.parametrize("data", [DOC, PLAIN, RTF], ids=["doc", "odt", "rtf"])
def test_without_libreoffice_the_way_to_save_is_said(data: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "which", lambda _: None)
    assert not office.is_installed()
    assert "บันทึกเป็น > ชนิด “เอกสาร Word (.docx)”" in refused(data)


def test_where_it_cannot_be_closed_in_it_is_not_used(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(office, "_program", lambda: "soffice")
    monkeypatch.setattr(office, "_can_be_closed_in", lambda: False)
    monkeypatch.setattr(office, "_as_docx", lambda *_: pytest.fail("it was called"))
    assert not office.is_installed()
    assert "บันทึกเป็น > ชนิด “เอกสาร Word (.docx)”" in refused(RTF)


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (OLE + "EncryptedPackage".encode("utf-16-le"), "รหัสผ่าน"),
        (DOC[:512] + b"\xec\xa5" + bytes(9) + b"\1" + DOC[524:], "รหัสผ่าน"),
        (OLE + "Workbook".encode("utf-16-le"), "(.xls)"),
        (odt("", **{"META-INF/manifest.xml": "<manifest:encryption-data/>"}), "รหัสผ่าน"),
        (odt("", **{"encrypted-package": "x"}), "รหัสผ่าน"),
        (PLAIN[:-30], "เสียหาย"),
        (zipped({"xl/herebook.xml": "x"}), "(.xlsx)"),
        (b"", "ว่างเปล่า"),
        (b"%PDF-1.7", "PDF"),
        (RTF + bytes(3000), "ใหญ่เกินไป"),
    ],
    ids=lambda each: each if isinstance(each, str) else "file",
)
def test_what_libreoffice_never_sees(data: bytes, said: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(office, "LARGEST_FILE", 3000)
    monkeypatch.setattr(office, "_as_docx", lambda *_: pytest.fail("it was called"))
    monkeypatch.setattr(office, "_program", lambda: "soffice")
    assert said in refused(data)


def test_a_word_file_of_today_under_an_old_name() -> None:
    assert office.read(docx("ก")) == docx_reader.read(docx("ก"))


@needs_closing_in
def test_the_program_is_closed_in(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "made.docx").write_bytes(docx("แปลงแล้ว"))
    monkeypatch.setenv("SECRET_KEY", "never seen")
    script = """
        cd "$(dirname "$0")"
        {
            env; ulimit -v; cat /here/profile/user/*.xcu; cat /proc/net/dev; ls -d /proc/[0-9]*; ls -d "$HOME"
            cat /etc/passwd
        } >seen 2>&1
        ls / >top
        echo "$@" >wanted
        mkdir /here/made; cp made.docx /here/made/file.docx
    """
    folder = instead(tmp_path, monkeypatch, script)
    grid = office.read(RTF)
    assert [each.words for each in grid.paragraphs()] == ["แปลงแล้ว"]
    assert [each.key for each in grid.notes] == ["converted"]
    seen = (folder / "seen").read_text()
    assert "SECRET_KEY" not in seen
    assert "root:x:0" not in seen
    assert {*(folder / "top").read_text().split()} <= {"here", "dev", "etc", "proc", "tmp", *office._SEEN}
    assert f"\n{office.MEMORY // 1024}\n" in seen
    assert [line.split(":")[0].strip() for line in seen.splitlines() if re.match(r"\s*\w+:( +\d+){4}", line)] == ["lo"]
    assert len(re.findall(r"^/proc/\d+$", seen, re.MULTILINE)) < 5
    assert '"DisableMacrosExecution" oor:op="fuse"><value>true' in seen
    assert (folder / "wanted").read_text().endswith("--outdir /here/made /here/file.rtf\n")
    assert not list(Path(tempfile.gettempdir()).glob("portal-office-*/file.rtf"))


@needs_closing_in
def test_what_takes_too_long_is_ended_with_all_that_it_started(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    held = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)

    class Slow(subprocess.Popen[bytes]):
        """One whose time is up as soon as it has begun."""

        def wait(self, timeout: float | None = None) -> int:
            if timeout is None:
                return super().wait()
            select.select([held], [], [])
            raise subprocess.TimeoutExpired(self.args, timeout)

    monkeypatch.setattr(subprocess, "Popen", Slow)
    instead(tmp_path, monkeypatch, f"echo begun >{pipe}; exec 3>{pipe}; setsid sleep 600 & wait")
    assert "ไม่เสร็จในเวลา" in refused(RTF)
    assert os.read(held, 100) == b"begun\n"
    assert select.select([held], [], [], 30)[0]  # what is killed lets go a moment later
    assert os.read(held, 100) == b""  # nobody holds the other end any more
    os.close(held)


@needs_closing_in
@pytest.mark.parametrize(
    "script",
    [
        "exit 0",
        "exit 1",
        "mkdir /here/made; head -c 1000 /dev/urandom >/here/made/file.docx",
        "mkdir /here/made; ln -s /etc/passwd /here/made/file.docx",
    ],
)
def test_what_makes_nothing_of_it(script: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    instead(tmp_path, monkeypatch, script)
    assert re.search("เสียหาย|ไม่ใช่ไฟล์ Word", refused(RTF))


def test_one_file_at_a_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(office, "_program", lambda: "soffice")
    monkeypatch.setattr(office, "PATIENCE", 0)
    with office._alone():
        assert "กำลังแปลงอยู่" in refused(RTF)


def words(grid: Grid) -> list[object]:
    return [
        [[(cell.text, cell.row_span, cell.column_span) for cell in row] for row in each.rows]
        if isinstance(each, Table)
        else each.words
        for each in grid.blocks
        if isinstance(each, Paragraph | Table)
    ]


@needs_libreoffice
def test_rtf_by_libreoffice_without_the_files_that_it_asks_for(tmp_path: Path) -> None:
    (tmp_path / "secret.png").write_bytes(ONE_PIXEL)
    (tmp_path / "secret.txt").write_text("secret words")
    fields = b"".join(
        b'{\\field{\\*\\fldinst %s "%s/secret.%s" \\\\d}{\\fldrslt }}' % (name, str(tmp_path).encode(), ending)
        for name, ending in ((b"INCLUDEPICTURE", b"png"), (b"INCLUDETEXT", b"txt"))
    )
    grid = office.read(RTF.replace(b"end", b"end" + fields))
    assert words(grid) == ["กข", [[("A", 1, 1), ("ค", 1, 1)]], "end"]
    assert list(grid.pictures()) == []


@needs_libreoffice
def test_odt_by_libreoffice() -> None:
    cell = '<table:table-cell office:value-type="string" {}><text:p>{}</text:p></table:table-cell>'
    tall = 'table:number-rows-spanned="2"'
    body = (
        "<text:h text:outline-level='1'>หัวข้อ</text:h>"
        "<text:p>ข้าง<draw:frame text:anchor-type='paragraph' svg:width='5cm' svg:height='2cm'><draw:text-box>"
        "<text:p>ในกล่อง</text:p></draw:text-box></draw:frame></text:p>"
        "<table:table><table:table-column table:number-columns-repeated='2'/>"
        f"<table:table-row>{cell.format(tall, 'ก')}{cell.format('', 'ข')}</table:table-row>"
        f"<table:table-row><table:covered-table-cell/>{cell.format('', 'ค')}</table:table-row></table:table>"
        "<text:p>จบ</text:p>"
    )
    grid = office.read(odt(body))
    assert words(grid) == ["หัวข้อ", "ข้าง", "ในกล่อง", [[("ก", 2, 1), ("ข", 1, 1)], [("ค", 1, 1)]], "จบ"]
    assert [each.heading for each in grid.paragraphs()][:1] == [1]
    assert [each.words for each in grid.paragraphs(Kind.BOX)] == ["ในกล่อง"]


@needs_libreoffice
@pytest.mark.parametrize("ending", ["doc", "docx"])
def test_what_libreoffice_saves_of_a_word_file_reads_equal(ending: str, tmp_path: Path) -> None:
    levels = lvl(0, "decimal", "%1.") + lvl(1, "thaiLetters", "%2)") + lvl(2, "bullet", "-")
    made = docx(
        p("ก", item=(1, 0)),
        p("ข", item=(1, 1)),
        p("ค", item=(1, 2)),
        tbl(tr("จ", tc("ฉ", merge="restart")), tr("ช", tc(p(), merge="")), tr(tc("ซ", span=2)), columns=2),
        p("<w:r><w:t>ญ</w:t><w:tab/><w:t>ด</w:t><w:br/><w:t>ต</w:t></w:r>"),
        numbers=numbering({0: levels}, {1: 0}),
    )
    (tmp_path / "in.docx").write_bytes(made)
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    command = [office._program(), profile, "--headless", "--convert-to", ending, "--outdir", str(tmp_path / "out")]
    environment = {"HOME": str(tmp_path), "PATH": os.environ["PATH"]}
    subprocess.run([*command, str(tmp_path / "in.docx")], check=True, capture_output=True, env=environment)
    assert words(office.read((tmp_path / "out" / f"in.{ending}").read_bytes())) == words(docx_reader.read(made))
