"""The report as a PDF: our road beside Chromium's and LibreOffice's in the same run, where those are installed.

    .venv/bin/python -m benchmarks.render [MEASURES ...]        (3 30 100 500 unless told)

Each engine gets the same page: the sample report's form with as many rows as told, each field filled to its length
with words of a dictionary (so needs requirements-dev.txt). Ours runs in a process of its own, warmed up by a small
page, as the server is; the others start anew, as they would have to. Memory is that of the largest process. A word
counts as read back when it stands by itself in what the reader gives out, or split in two or three by ends of lines;
what a page break cuts in two is lost to every engine.
"""

import base64
import json
import os
import re
import resource
import secrets
import shutil
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import replace
from html import unescape
from itertools import cycle
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from document import Measure, ReportDocument

SIZES = [3, 30, 100, 500]
SAMPLE = Path(__file__).parents[1] / "tests" / "document" / "data" / "report-2566.txt"
CHROMIUM = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--no-pdf-header-footer"]
CHROMIUM += ["--disable-background-networking", "--disable-component-update", "--disable-sync"]
CHROMIUMS = ("chromium", "chromium-browser", "google-chrome", "chromium-headless-shell")
LIMIT = 600  # seconds that an engine may take
# Runs a program, and takes in the processes that it leaves behind: a browser computes in such.
WATCHED = """
import ctypes, os, resource, subprocess, sys, time
ctypes.CDLL(None).prctl(36, 1)  # PR_SET_CHILD_SUBREAPER
begun = time.perf_counter()
subprocess.run(sys.argv[1:], check=True, stdout=2)
seconds = time.perf_counter() - begun
try:
    while True:
        os.waitpid(-1, 0)
except ChildProcessError:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
print(seconds, used.ru_utime + used.ru_stime, used.ru_maxrss / 1000)
"""
Engine = Callable[[Path, Path], dict[str, float]]


def main(sizes: list[int]) -> None:
    set_up()
    engines = {name: engine for name, (engine, programs) in ENGINES.items() if not programs or installed(*programs)}
    for name in ENGINES.keys() - engines.keys():
        print(f"{name} is not installed: left out")
    for size in sizes:
        compare(size, engines)


def set_up() -> None:
    """Django for the templates of the page; nothing is stored."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ita_portal.settings")
    os.environ.setdefault("DEBUG", "true")
    os.environ.setdefault("SECRET_KEY", secrets.token_urlsafe(50))
    import django  # noqa: PLC0415 - reads the environment set above

    django.setup()


def compare(size: int, engines: dict[str, Engine]) -> None:
    from paper import html  # noqa: PLC0415
    from paper.paper import Paper  # noqa: PLC0415 - models can be imported once Django is set up

    document = report_of(size)
    body = html.write(document, Paper()).partition("<body")[2].partition(">")[2]
    words = Counter(unescape(re.sub(r"<[^>]*>", " ", body)).split())
    print(f"\n{size} measures, {sum(words.values()):,} words")
    ours: tuple[float, float] | None = None
    with tempfile.TemporaryDirectory() as folder:
        page = Path(folder) / "report.html"
        page.write_text(html.write(document, Paper()))
        for name, engine in engines.items():
            made = Path(folder) / f"{name}.pdf"
            spent = engine(page, made)
            memory, cpu = spent.pop("memory"), spent.pop("cpu")
            total = sum(spent.values())
            ours = ours or (total, cpu)
            steps = ", ".join(f"{step} {seconds:.2f}" for step, seconds in spent.items())
            print(f"  {name:12}{total:8.2f} s ({steps}), ours {ours[0] / total:.2f} times; ", end="")
            print(f"computing {cpu:.2f} s, ours {ours[1] / cpu:.2f} times; ", end="")
            print(f"{memory:5.0f} MB, file {made.stat().st_size / 1000:,.0f} kB")
            print("".ljust(14) + "; ".join(f"{reader} {share:.2%}" for reader, share in read_back(made, words)))


def report_of(size: int) -> "ReportDocument":
    """The sample report with its three measures over and over, each time in other words."""
    from pythainlp.corpus import thai_words  # noqa: PLC0415 - takes a second

    from document.readers import text  # noqa: PLC0415
    from thai.text import clean  # noqa: PLC0415

    sample = text.read(SAMPLE.read_bytes(), agency="องค์การบริหารส่วนตำบลทุ่งสายธาร").document
    words = cycle(clean(word) for word in sorted(thai_words(), key=lambda word: (len(word) % 7, word[::-1])))
    measures = tuple(in_words(sample.measures[i % len(sample.measures)], words) for i in range(size))
    return replace(sample, measures=measures)


def in_words(measure: "Measure", words: Iterator[str]) -> "Measure":
    def filled(length: int) -> str:
        chosen = [next(words)]
        while sum(map(len, chosen)) + len(chosen) < length:
            chosen.append(next(words))
        return " ".join(chosen)

    return replace(
        measure,
        heading=filled(len(measure.heading)),
        steps=tuple(replace(each, text=filled(len(each.text))) for each in measure.steps),
        actions=tuple(replace(each, text=filled(len(each.text)), dates=()) for each in measure.actions),
        outcomes=tuple(replace(each, text=filled(len(each.text))) for each in measure.outcomes),
    )


def read_back(made: Path, words: Counter[str]) -> Iterator[tuple[str, float]]:
    """For each reader the share of the words that it gives back."""
    from tests.paper.readback import by_pypdf, pdfium, poppler, poppler_raw  # noqa: PLC0415 - after Django's set-up

    readers = {"poppler": poppler, "-raw": poppler_raw, "PDFium": pdfium, "pypdf": by_pypdf}
    for name, read in readers.items():
        parts = read(made.read_bytes()).split()
        found = Counter(parts)
        for more in (2, 3):
            found.update("".join(each) for each in zip(*(parts[start:] for start in range(more)), strict=False))
        yield name, sum(min(count, found[word]) for word, count in words.items()) / words.total()


def ours(page: Path, made: Path) -> dict[str, float]:
    """Layout, writing with the text layer, and the archive's step in seconds, memory in MB."""
    command = [sys.executable, "-m", "benchmarks.render", "--ours", str(page), str(made)]
    press = os.environ | {"DJANGO_SETTINGS_MODULE": "paper.press.settings"}
    done = subprocess.run(command, capture_output=True, check=True, timeout=LIMIT, env=press)
    measured: dict[str, float] = json.loads(done.stdout)
    return measured


def render_ours(page: Path, made: Path) -> dict[str, float]:
    from paper.press import ready  # noqa: PLC0415 - loading is not measured: a process waits that has done it

    archive, typeset = ready.archive, ready.typeset
    clock, cpu = [time.perf_counter()], processors()
    written = typeset.render(page.read_text(), title="รายงาน")
    clock.append(time.perf_counter())
    made.write_bytes(archive.complete(written))
    clock.append(time.perf_counter())
    spent = {step: end - start for step, start, end in zip(("pages", "archive"), clock, clock[1:], strict=False)}
    return {**spent, "cpu": processors() - cpu, "memory": largest(resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)}


def processors() -> float:
    """Seconds that this process has computed, and those that it waited for."""
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(each.ru_utime + each.ru_stime for each in used)


def largest(*whose: int) -> float:
    """The memory of the largest process in MB."""
    return max(resource.getrusage(who).ru_maxrss for who in whose) / 1000


def chromium(page: Path, made: Path) -> dict[str, float]:
    program = installed(*CHROMIUMS)
    profile = f"--user-data-dir={made.with_suffix('.profile')}"
    return run([str(program), *CHROMIUM, profile, f"--print-to-pdf={made}", str(by_itself(page))])


def libreoffice(page: Path, made: Path) -> dict[str, float]:
    program = installed("soffice", "libreoffice")
    profile = f"-env:UserInstallation={made.with_suffix('.profile').as_uri()}"
    copy = shutil.copy(by_itself(page), made.with_suffix(".html"))
    convert = ["--headless", "--convert-to", "pdf:writer_web_pdf_Export", "--outdir", str(made.parent), str(copy)]
    return run([str(program), profile, *convert])


def run(command: list[str]) -> dict[str, float]:
    """Time and memory of a program, measured from a process that starts no other."""
    done = subprocess.run([sys.executable, "-c", WATCHED, *command], capture_output=True, check=True, timeout=LIMIT)
    seconds, cpu, memory = map(float, done.stdout.split())
    return {"with its start": seconds, "cpu": cpu, "memory": memory}


def by_itself(page: Path) -> Path:
    """The page with style sheet and fonts in it, for engines that don't know our addresses."""
    from paper import typeset  # noqa: PLC0415 - only the other engines need it
    from thai import typefaces  # noqa: PLC0415

    style = (typeset.STYLES / "report.css").read_text()
    for face in typefaces.SARABUN:
        embedded = "data:font/ttf;base64," + base64.b64encode(face.load()).decode()
        style = typeset.FACE.format(face=face).replace(f"font:{face.name}.ttf", embedded) + style
    alone = page.with_name("alone.html")
    link = '<link rel="stylesheet" href="paper:report.css">'
    alone.write_text(page.read_text().replace(link, f"<style>{style}</style>"))
    return alone


def installed(*names: str) -> str | None:
    """Where the first of these programs is that this machine has."""
    return next(filter(None, map(shutil.which, names)), None)


ENGINES: dict[str, tuple[Engine, tuple[str, ...]]] = {
    "ours": (ours, ()),
    "Chromium": (chromium, CHROMIUMS),
    "LibreOffice": (libreoffice, ("soffice", "libreoffice")),
}

if __name__ == "__main__":
    if sys.argv[1:2] == ["--ours"]:
        print(json.dumps(render_ours(Path(sys.argv[2]), Path(sys.argv[3]))))
    else:
        main([int(each) for each in sys.argv[1:]] or SIZES)
