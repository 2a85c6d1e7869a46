"""The files of the project: those that git holds and those that it would take."""

import subprocess
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def _listed(*options: str) -> tuple[Path, ...]:
    # A container's checkout may belong to somebody else; git then asks for the owner's word.
    git = ["git", "-c", "safe.directory=*", "ls-files", "-z", "--exclude-standard", *options]
    names = subprocess.run(git, cwd=ROOT, check=True, capture_output=True, text=True).stdout.split("\0")
    return tuple(sorted({Path(name) for name in names if name}))


@cache
def project_files() -> tuple[Path, ...]:
    """All files that are tracked or new and not ignored, relative to ROOT."""
    return tuple(path for path in _listed("--cached", "--others") if (ROOT / path).is_file())


def ignored() -> tuple[Path, ...]:
    """What git leaves out, folders as one entry each, relative to ROOT."""
    return _listed("--others", "--ignored", "--directory")


def python_files() -> list[Path]:
    return [path for path in project_files() if path.suffix == ".py"]


def text_of(path: Path) -> str:
    """The text of a project file, relative to ROOT; bytes that are no UTF-8 are replaced."""
    return (ROOT / path).read_text(encoding="utf-8", errors="replace")
