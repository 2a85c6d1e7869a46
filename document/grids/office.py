"""Older and other word processors' files (.doc, .odt, .rtf) to a grid, by LibreOffice where it is installed.

LibreOffice makes a Word file (.docx) of them in a folder and with a profile of its own, one file at a time, within
limits of time and memory; its macros are off, links aren't followed, and the way to the network leads nowhere.
"""

from __future__ import annotations

import fcntl
import os
import shutil
import signal
import subprocess
import tempfile
import time
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from functools import cache
from pathlib import Path

from document.errors import ReportError, refuse
from document.grid import Grid, Note
from document.grids import docx, foreign
from document.grids.bounds import LARGEST_FILE, MB, PLACE, container, damaged, locked, too_large

SECONDS = 30  # of the clock for one file; a long report takes 5
PATIENCE = 60  # seconds until a file that waits for its turn gives up
MEMORY = 3 * 1024**3  # of address space, most of which LibreOffice only maps; it uses some 200 MB
LARGEST_MADE = 100 * MB  # bytes of any file that it writes
_ODT = b"application/vnd.oasis.opendocument.text"
_LIMITED = f'ulimit -v {MEMORY // 1024} && ulimit -t {SECONDS} && ulimit -f {LARGEST_MADE // 512} && exec "$@"'
_NOWHERE = "http://127.0.0.1:9"
_PROGRAMS = ("soffice", "libreoffice")
_LOCK = "portal-office-{}.lock"
# What the profile says before LibreOffice first starts with it: (path, name, value).
_PROFILE = (
    ("Office.Common/Security/Scripting", "DisableMacrosExecution", "true"),
    ("Office.Common/Security/Scripting", "MacroSecurityLevel", "3"),
    ("Office.Common/Security/Scripting", "BlockUntrustedRefererLinks", "true"),
    ("Office.Common/Security/Scripting", "DisableActiveContent", "true"),
    ("Office.Common/Misc", "FirstRun", "false"),
    ("Office.Writer/Content/Update", "Link", "0"),
    ("Inet/Settings", "ooInetProxyType", "2"),
    ("Inet/Settings", "ooInetHTTPProxyName", "127.0.0.1"),
    ("Inet/Settings", "ooInetHTTPProxyPort", "9"),
    ("Inet/Settings", "ooInetHTTPSProxyName", "127.0.0.1"),
    ("Inet/Settings", "ooInetHTTPSProxyPort", "9"),
)


def is_installed() -> bool:
    """Whether LibreOffice is there to make Word files of others."""
    return bool(_program())


def read(data: bytes, *, read_word: Callable[[bytes], Grid] = docx.read) -> Grid:
    """The grid of a .doc, .odt or .rtf (or of a .docx that is called so); ReportError in Thai for all else, and where
    LibreOffice isn't installed, with the way to save such a file as .docx. `read_word` reads what it makes of them.
    """
    if len(data) > LARGEST_FILE:
        raise too_large()
    ending, kind = _kind(data)
    if ending == "docx":
        return read_word(data)
    program = _program()
    if not program:
        raise foreign.older(kind)
    with _alone(), tempfile.TemporaryDirectory(prefix="portal-office-") as folder:
        grid = read_word(_as_docx(program, data, ending, kind, Path(folder)))
    return replace(grid, notes=(Note("converted", f"เป็น{kind} อ่านจากที่ LibreOffice แปลงให้"), *grid.notes))


def _program() -> str:
    return next((found for name in _PROGRAMS if (found := shutil.which(name))), "")


def _kind(data: bytes) -> tuple[str, str]:
    """The ending by which LibreOffice knows a file, and its kind in Thai; ReportError for what isn't converted."""
    if data.startswith(b"{\\rtf"):
        return "rtf", "ไฟล์ RTF (.rtf)"
    if data.startswith(foreign.OLE):
        kind = foreign.kind_of_ole(data)
        if foreign.is_locked_ole(data):
            raise locked(f"{kind} ")
        if ".doc" in kind:
            return "doc", kind
        raise foreign.not_word(kind)
    if data.startswith(b"PK"):
        return _kind_of_container(data)
    raise foreign.of_foreign(data) or damaged("ไฟล์")


def _kind_of_container(data: bytes) -> tuple[str, str]:
    kind = "ไฟล์ LibreOffice (.odt)"
    if _ODT not in data[:200]:
        return "docx", ""
    names = container(data, f"{kind} ")
    if "encrypted-package" in names.namelist() or b"encryption-data" in _manifest(names, kind):
        raise locked(f"{kind} ")
    return "odt", kind


def _manifest(opened: zipfile.ZipFile, kind: str) -> bytes:
    try:
        with opened.open("META-INF/manifest.xml") as file:
            return file.read(MB)
    except (KeyError, zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError) as error:
        raise damaged(f"{kind} ") from error


@contextmanager
def _alone() -> Iterator[None]:
    """Waits until no other file is being converted on this machine; ReportError where that takes too long."""
    path = Path(tempfile.gettempdir()) / _LOCK.format(os.getuid())
    until = time.monotonic() + PATIENCE
    try:
        lock = os.open(path, os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW | os.O_CLOEXEC, 0o600)
    except OSError as error:
        raise _busy() from error
    try:
        while not _locks(lock):
            if time.monotonic() > until:
                raise _busy()
            time.sleep(0.1)
        yield
    finally:
        os.close(lock)


def _locks(lock: int) -> bool:
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _busy() -> ReportError:
    return refuse(PLACE, "ขณะนี้มีไฟล์อื่นกำลังแปลงอยู่ โปรดลองใหม่ในอีกสักครู่ หรือบันทึกเป็น .docx แล้วส่งใหม่")


def _as_docx(program: str, data: bytes, ending: str, kind: str, folder: Path) -> bytes:
    """What LibreOffice makes of a file; ReportError where it makes nothing of it in time."""
    source, made = folder / f"file.{ending}", folder / "made" / "file.docx"
    source.write_bytes(data)
    settings = folder / "profile" / "user" / "registrymodifications.xcu"
    settings.parent.mkdir(parents=True)
    settings.write_text(_settings(), "utf-8")
    wanted = [program, f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless", "--norestore"]
    wanted += ["--convert-to", "docx:MS Word 2007 XML", "--outdir", str(made.parent), str(source)]
    _run([*_without_network(), "/bin/sh", "-c", _LIMITED, "sh", *wanted], folder)
    if not made.is_file():
        raise damaged(f"{kind} ")
    if made.stat().st_size > LARGEST_FILE:
        raise too_large()
    return made.read_bytes()


def _run(command: list[str], folder: Path) -> None:
    """Runs a command and ends all that it started, at the latest when its time is up."""
    environment = {"HOME": str(folder), "TMPDIR": str(folder), "LANG": "C.UTF-8", "PATH": "/usr/bin:/bin"}
    environment |= {"http_proxy": _NOWHERE, "https_proxy": _NOWHERE, "SAL_USE_VCLPLUGIN": "svp"}
    process = subprocess.Popen(  # noqa: S603 - a fixed command and files of ours
        command,
        cwd=folder,
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        process.wait(SECONDS)
    except subprocess.TimeoutExpired as error:
        raise refuse(PLACE, "แปลงไม่เสร็จในเวลาที่กำหนด โปรดเปิดด้วย Word แล้วบันทึกเป็น .docx จากนั้นส่งใหม่") from error
    finally:
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()


@cache
def _without_network() -> tuple[str, ...]:
    """What begins a command that shall see no network; nothing where the system doesn't allow that."""
    program = shutil.which("unshare")
    if not program:
        return ()
    apart = (program, "--user", "--map-current-user", "--net", "--")
    done = subprocess.run([*apart, "true"], capture_output=True, check=False)  # noqa: S603 - a fixed command
    return () if done.returncode else apart


def _settings() -> str:
    items = "".join(
        f'<item oor:path="/org.openoffice.{path}"><prop oor:name="{name}" oor:op="fuse"><value>{value}</value></prop>'
        "</item>"
        for path, name, value in _PROFILE
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?><oor:items xmlns:oor="http://openoffice.org/2001/registry"'
        ' xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        f"{items}</oor:items>"
    )
