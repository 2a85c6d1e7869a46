"""Reading people's files: ours beside mammoth's and LibreOffice's bare conversion of the same file in the same run.

    .venv/bin/python -m benchmarks.documents

A report of 30 measures as a Word file, a web page, text and a PDF, and one of 500 rows as a workbook, each field filled
to the length of the sample's with words of a dictionary (so needs requirements-dev.txt). Ours reads by words, never by
the facts that lie in our own files, and understands the report; the others turn the file into HTML or CSV and no more.
Each read is in a process of its own; time is the processor's, after loading for ours and mammoth's, with its start for
LibreOffice's. Memory is that of the largest process. The status is 1 where ours takes more than it may.
"""

from __future__ import annotations

import io
import json
import subprocess
import sys
import tempfile
import time
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

from benchmarks.render import installed, report_of, set_up

ALLOWED = {".docx": 1.0, ".xlsx": 2.0}  # seconds
LIMIT = 300  # seconds that a program may take
_WRAPPER = """import json, resource, subprocess, sys
subprocess.run(sys.argv[1:], check=True, stdout=2)
used = resource.getrusage(resource.RUSAGE_CHILDREN)
print(json.dumps({"cpu": used.ru_utime + used.ru_stime, "memory": used.ru_maxrss / 1000}))"""


@dataclass(frozen=True)
class Spent:
    """Seconds of the processor, memory in MB, and how many measures were read, 0 for who reads none."""

    cpu: float
    memory: float
    measures: int = 0


def main() -> int:
    """Returns 1 where ours takes longer than it may."""
    set_up()
    others: list[tuple[str, Callable[[Path], Spent | None]]] = []
    for name, program, is_there in (
        ("mammoth", mammoth, find_spec("mammoth") is not None),
        ("LibreOffice", libreoffice, installed("soffice", "libreoffice") is not None),
    ):
        if is_there:
            others.append((name, program))
        else:
            print(f"{name} is not installed: left out")
    with tempfile.TemporaryDirectory() as folder:
        over = [path.suffix for path in files(Path(folder)) if not compare(path, others)]
    return int(bool(over))


def files(folder: Path) -> list[Path]:
    """The files to read, none with facts beside its words."""
    from document.grids import sheets  # noqa: PLC0415 - Django is set up by then
    from document.writers import text  # noqa: PLC0415
    from paper import report_pdf, word  # noqa: PLC0415
    from paper.paper import Paper  # noqa: PLC0415
    from paper.sheet import web_page  # noqa: PLC0415

    small, paper = report_of(30), Paper()
    page = web_page.write(small, paper)
    script = page.index("<script")
    made = {
        ".docx": _without_facts(word.write(small, paper)),
        ".html": (page[:script] + page[page.index("</script>") :]).encode(),
        ".txt": text.write(small).encode(),
        ".pdf": report_pdf.write(small, paper),
        ".xlsx": _rows(500),
    }
    assert sheets.read(made[".xlsx"])  # it opens
    paths = [folder / f"report{extension}" for extension in made]
    for path, body in zip(paths, made.values(), strict=True):
        path.write_bytes(body)
    return paths


def _without_facts(data: bytes) -> bytes:
    from document.embedded import FACTS  # noqa: PLC0415 - Django is set up by then

    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            target.writestr(name, b"<none/>" if name == FACTS else source.read(name))
    return out.getvalue()


def _rows(count: int) -> bytes:
    """One sheet in the form of the report, a row a measure."""
    from document.writers import printed  # noqa: PLC0415 - Django is set up by then
    from document.writers.tables import Table, list_format  # noqa: PLC0415

    document = report_of(count)
    rows = [["\n".join(cell) for cell in printed.cells(measure)] for measure in document.measures]
    form = list_format("xlsx")
    assert form is not None
    heads = [(head, 40) for head in document.columns]
    return form.write(f"{document.title} ปีงบประมาณ {document.measures_year}", [Table("มาตรการ", heads, rows)])


def compare(path: Path, others: list[tuple[str, Callable[[Path], Spent | None]]]) -> bool:
    """Prints what each takes of a file, and returns whether ours takes no more than it may."""
    ours = read_apart(path)
    allowed = ALLOWED.get(path.suffix)
    may = f", of {allowed:.1f} s allowed" if allowed else ""
    print(f"\n{path.suffix}, {path.stat().st_size / 1000:,.0f} kB, {ours.measures} measures")
    print(f"  {'ours':12}{ours.cpu:6.2f} s of the processor, {ours.memory:5.0f} MB{may}")
    for name, program in others:
        spent = program(path)
        if spent is not None:
            ratio = ours.cpu / spent.cpu
            print(
                f"  {name:12}{spent.cpu:6.2f} s of the processor, {spent.memory:5.0f} MB, ours takes {ratio:.2f} x that"
            )
    return allowed is None or ours.cpu <= allowed


def read_apart(path: Path) -> Spent:
    """Ours, in a process of its own."""
    return _measured([sys.executable, "-m", "benchmarks.documents", "--read", str(path)])


def read(path: Path) -> Spent:
    """Reads a file here: its grid, then what it says."""
    from document.grids import docx, html, pdf, sheets, text  # noqa: PLC0415 - loading is not measured
    from document.readers import by_grid  # noqa: PLC0415
    from ita.catalogue import load_csv  # noqa: PLC0415

    grids = {".docx": docx.read, ".html": html.read, ".pdf": pdf.read, ".xlsx": sheets.read}
    grids[".txt"] = lambda data: text.grid(data.decode())
    known, data = load_csv(), path.read_bytes()
    begun = time.process_time()
    reading = by_grid.read(grids[path.suffix](data), agency="องค์การบริหารส่วนตำบลทุ่งสายธาร", catalogue=known, year=2566)
    cpu = time.process_time() - begun
    assert reading.by_words
    return Spent(cpu, _memory(), len(reading.document.measures))


def _memory() -> float:
    """The most that this process had; getrusage counts what its parent had, too."""
    status = Path("/proc/self/status").read_text()
    return int(status.partition("VmHWM:")[2].split()[0]) / 1000


def mammoth(path: Path) -> Spent | None:
    """To HTML; nothing of another kind than Word's."""
    if path.suffix != ".docx":
        return None
    program = """import json, sys, time, mammoth
begun = time.process_time()
with open(sys.argv[1], "rb") as file:
    mammoth.convert_to_html(file)
spent = time.process_time() - begun
status = open("/proc/self/status").read()
print(json.dumps({"cpu": spent, "memory": int(status.partition("VmHWM:")[2].split()[0]) / 1000}))"""
    return _measured([sys.executable, "-c", program, str(path)])


def libreoffice(path: Path) -> Spent | None:
    """To HTML, a workbook to CSV; a PDF it opens as a drawing, and text is text."""
    if path.suffix in (".pdf", ".txt"):
        return None
    kind = "csv" if path.suffix == ".xlsx" else "html"
    program = str(installed("soffice", "libreoffice"))
    made = path.parent / f"of-{path.suffix[1:]}"
    profile = f"-env:UserInstallation={(path.parent / 'profile').as_uri()}"
    convert = ["--headless", "--convert-to", kind, "--outdir", str(made), str(path)]
    _measured([sys.executable, "-c", _WRAPPER, program, profile, "--headless", "--terminate_after_init"])  # its profile
    return _measured([sys.executable, "-c", _WRAPPER, program, profile, *convert])


def _measured(command: list[str]) -> Spent:
    done = subprocess.run(command, capture_output=True, check=True, timeout=LIMIT)
    return Spent(**json.loads(done.stdout))


if __name__ == "__main__":
    if sys.argv[1:2] == ["--read"]:
        set_up()
        print(json.dumps(read(Path(sys.argv[2])).__dict__))
    else:
        sys.exit(main())
