"""Older and other word processors' files (.doc, .odt, .rtf) to a grid, by LibreOffice where it is installed.

LibreOffice makes a Word file (.docx) of them, one file at a time, within limits of time and memory. It sees no network,
no process and no file but its own and the one that it converts: a document may ask it to put in a picture from anywhere
(INCLUDEPICTURE does, whatever the settings say). Where the system doesn't allow to close it in, it isn't used.
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
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from functools import cache
from pathlib import Path

from document.errors import ReportError, refuse
from document.grid import Grid, Note
from document.grids import docx, foreign
from document.grids.bounds import LARGEST_FILE, MB, PLACE, container, damaged, locked, too_large
from document.grids.word.package import UNPACKING_FAILS

SECONDS = 60  # for one file, of the clock and of the processor; a long report in many pieces takes 12 of the processor
PATIENCE = 60  # seconds until a file that waits for its turn gives up
MEMORY = 3 * 1024**3  # of address space, most of which LibreOffice only maps; it uses some 200 MB
LARGEST_MADE = 100 * MB  # bytes of any file that it writes
_ODT = b"application/vnd.oasis.opendocument.text"
_PROGRAMS = ("soffice", "libreoffice")
_LOCK = "portal-office-{}.lock"
_SEEN = ("usr", "opt", "bin", "sbin", "lib", "lib32", "lib64", "etc/fonts", "etc/libreoffice")  # of the whole system
_APART = ("--user", "--map-root-user", "--mount", "--net", "--pid", "--fork", "--kill-child")
# Makes a system of its own out of what is seen and the folder of the file, as /here, and runs the command in it.
_CLOSED_IN = f"""
set -e
folder=$1 root=$1/root seen=$2
shift 2
mkdir "$root"
mount -t tmpfs -o size=64m tmpfs "$root"
mkdir "$root/here" "$root/tmp" "$root/dev" "$root/proc"
mount -t proc proc "$root/proc"
mount --bind "$folder" "$root/here"
for at in $seen; do
    if [ -L "/$at" ]; then
        ln -s "$(readlink "/$at")" "$root/$at"
    elif [ -d "/$at" ]; then
        mkdir -p "$root/$at"
        mount --rbind "/$at" "$root/$at"
    fi
done
for at in null zero random urandom; do
    : >"$root/dev/$at"
    mount --bind "/dev/$at" "$root/dev/$at"
done
ulimit -v {MEMORY // 1024}
ulimit -t {SECONDS}
ulimit -f {LARGEST_MADE // 512}
exec chroot "$root" "$@"
"""
# What the profile says before LibreOffice first starts with it: (path, name, value).
_PROFILE = (
    ("Office.Common/Security/Scripting", "DisableMacrosExecution", "true"),
    ("Office.Common/Security/Scripting", "MacroSecurityLevel", "3"),
    ("Office.Common/Security/Scripting", "BlockUntrustedRefererLinks", "true"),
    ("Office.Common/Security/Scripting", "DisableActiveContent", "true"),
    ("Office.Common/Misc", "FirstRun", "false"),
    ("Office.Writer/Content/Update", "Link", "0"),
)


def is_installed() -> bool:
    """Whether LibreOffice is there to make Word files of others, and can be closed in."""
    return bool(_program()) and _can_be_closed_in()


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
    if not program or not _can_be_closed_in():
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
    except (KeyError, *UNPACKING_FAILS) as error:
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
    made = folder / "made" / "file.docx"
    (folder / f"file.{ending}").write_bytes(data)
    settings = folder / "profile" / "user" / "registrymodifications.xcu"
    settings.parent.mkdir(parents=True)
    settings.write_text(_settings(), "utf-8")
    wanted = [program, "-env:UserInstallation=file:///here/profile", "--headless", "--norestore"]
    wanted += ["--convert-to", "docx:MS Word 2007 XML", "--outdir", "/here/made", f"/here/file.{ending}"]
    _run(wanted, folder)
    if not made.is_file() or made.is_symlink():
        raise damaged(f"{kind} ")
    if made.stat().st_size > LARGEST_FILE:
        raise too_large()
    return made.read_bytes()


def _run(command: list[str], folder: Path) -> int:
    """Runs a command closed in with a folder, and ends all that it started, at the latest when its time is up."""
    inside = ["/bin/sh", "-c", _CLOSED_IN, "sh", str(folder), " ".join(_SEEN), *command]
    process = subprocess.Popen(  # noqa: S603 - a fixed command and files of ours
        [shutil.which("unshare") or "unshare", *_APART, "--", *inside],
        env={"HOME": "/here", "LANG": "C.UTF-8", "PATH": "/usr/bin:/bin:/usr/sbin:/sbin", "SAL_USE_VCLPLUGIN": "svp"},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        return process.wait(SECONDS)
    except subprocess.TimeoutExpired as error:
        raise refuse(PLACE, "แปลงไม่เสร็จในเวลาที่กำหนด โปรดเปิดด้วย Word แล้วบันทึกเป็น .docx จากนั้นส่งใหม่") from error
    finally:
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()


@cache
def _can_be_closed_in() -> bool:
    """Whether the system lets a process of ours have a network, processes and files of its own."""
    if not shutil.which("unshare"):
        return False
    with tempfile.TemporaryDirectory(prefix="portal-office-") as folder:
        return _run(["/usr/bin/true"], Path(folder)) == 0


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
