"""Whether the papers look as another version of the program prints them, pixel for pixel.

    python -m benchmarks.same_pages COMMIT

Checks the other version out into a folder of its own, has both write the same reports (3, 12 and 100 measures, lying
and upright, Thai and Arabic digits, and one with an annex), and compares pdftoppm's pictures of all pages. Ends with
status 1 where any differs.
"""

from __future__ import annotations

import hashlib
import subprocess
import sys
import tempfile
from itertools import product
from pathlib import Path

from benchmarks import render

ROOT = Path(__file__).resolve().parents[1]
SIZES = (3, 12, 100)
DPI = "72"


def main(commit: str) -> None:
    with tempfile.TemporaryDirectory(prefix="same-pages-") as name:
        folder = Path(name)
        other = folder / "other"
        subprocess.run(["git", "worktree", "add", "--detach", "--quiet", str(other), commit], cwd=ROOT, check=True)
        try:
            for root, made in ((other, folder / "before"), (ROOT, folder / "after")):
                # This module writes the papers of whichever version is looked into first.
                there = {"PYTHONPATH": str(root), "PATH": "/usr/bin:/bin", "LANG": "C.UTF-8"}
                command = [sys.executable, "-P", __file__, "--write", str(made)]
                subprocess.run(command, cwd=root, env=there, check=True)
        finally:
            subprocess.run(["git", "worktree", "remove", "--force", str(other)], cwd=ROOT, check=True)
        different = [differ(before, folder / "after" / before.name) for before in sorted((folder / "before").iterdir())]
        if any(different):
            sys.exit(1)


def write(folder: Path) -> None:
    """The papers as PDFs in a folder."""
    render.set_up()
    from paper import report_pdf  # noqa: PLC0415 - once Django is set up
    from paper.paper import Paper  # noqa: PLC0415
    from tests.paper.illustrated import proved  # noqa: PLC0415

    folder.mkdir()
    for size in SIZES:
        report = render.report_of(size)
        for orientation, digits in product(("landscape", "portrait"), ("thai", "arabic")):
            paper = Paper(orientation=orientation, digits=digits, portal="https://portal.example", code="A-2566-B")  # type: ignore[arg-type]  # each is one of its words
            (folder / f"{size}-{orientation}-{digits}.pdf").write_bytes(report_pdf.write(report, paper))
    (folder / "annex.pdf").write_bytes(report_pdf.write(*proved(7)))


def differ(before: Path, after: Path) -> int:
    """How many pages of two files look different, or are in one alone; prints it."""
    one, other = pictures(before), pictures(after)
    found = sum(mine != theirs for mine, theirs in zip(one, other, strict=False)) + abs(len(one) - len(other))
    print(f"{before.name:32}{len(one):4} pages, {found} differ")
    return found


def pictures(pdf: Path) -> list[str]:
    """The digest of each page's picture."""
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run(["pdftoppm", "-r", DPI, str(pdf), f"{folder}/page"], check=True)
        return [hashlib.sha256(page.read_bytes()).hexdigest() for page in sorted(Path(folder).iterdir())]


if __name__ == "__main__":
    if sys.argv[1:2] == ["--write"]:
        write(Path(sys.argv[2]))
    else:
        main(*sys.argv[1:2])
