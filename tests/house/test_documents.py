"""What documents, docstrings and comments name is there: files, folders and modules, wherever they were moved to."""

import io
import re
import tokenize
from pathlib import Path

from tests.house.test_size import ROOMS
from tests.house.tree import project_files, python_files, text_of

DOCUMENTS = [path for path in project_files() if path.suffix == ".md" and path.name != "CHANGELOG.md"]
FILES = {path.as_posix() for path in project_files()}
NAMES = {path.name for path in project_files()}
FOLDERS = {parent.as_posix() for path in project_files() for parent in path.parents}
TOP = {path.parts[0] for path in project_files()}
_CODE = re.compile(r"`([^`\n]+)`")
_PATH = re.compile(r"[\w.-]+(?:/[\w.-]+)*/?")
_OURS = re.compile(rf"(?<![\w./-])(?:{'|'.join(sorted(ROOMS))})(?:[./]\w+)+")
_KINDS = {".py", ".md", ".html", ".css", ".js", ".toml", ".yaml", ".sh", ".svg"}


def named_in(text: str) -> list[str]:
    """All that stands between backticks."""
    return _CODE.findall(text)


def said_beside(code: str) -> str:
    """The docstrings and comments of a module."""
    tokens = tokenize.generate_tokens(io.StringIO(code).readline)
    return "\n".join(
        each.string
        for each in tokens
        if each.type == tokenize.COMMENT or (each.type == tokenize.STRING and each.string.startswith('"""'))
    )


def is_lost(name: str) -> bool:
    """Whether a name has the shape of a file or folder of ours and is none; a bare one may lie in any folder."""
    path = name.rstrip("/")
    if not _PATH.fullmatch(name) or path in FILES | FOLDERS:
        return False
    if "/" not in path:
        return Path(path).suffix in _KINDS and path not in NAMES
    return path.partition("/")[0] in TOP or Path(path).suffix in _KINDS


def leads_nowhere(name: str) -> bool:
    """Whether a dotted name begins with a room and ends in neither a module nor something that one holds."""
    if not re.fullmatch(r"[a-z_]+(\.\w+)+", name) or name.partition(".")[0] not in ROOMS or name in NAMES:
        return False
    module, _, rest = name, "", ""
    while module and not _is_module(module):
        module, _, last = module.rpartition(".")
        rest = f"{last}.{rest}".rstrip(".")
    held = rest.partition(".")[0]
    return bool(held) and not any(re.search(rf"\b{re.escape(held)}\b", text_of(path)) for path in _sources(module))


def _is_module(name: str) -> bool:
    path = name.replace(".", "/")
    return f"{path}.py" in FILES or path in FOLDERS


def _sources(module: str) -> list[Path]:
    """The module, or the modules right in the package, that may hold a name."""
    path = Path(*module.split("."))
    file = path.with_suffix(".py")
    models = path / "models"
    return [
        each for each in project_files() if each == file or (each.parent in {path, models} and each.suffix == ".py")
    ]


def test_every_file_and_folder_that_a_document_names_is_there() -> None:
    lost = {(path.as_posix(), name) for path in DOCUMENTS for name in named_in(text_of(path)) if is_lost(name)}
    assert lost == set()


def test_every_module_that_a_document_names_is_there() -> None:
    lost = {(path.as_posix(), name) for path in DOCUMENTS for name in named_in(text_of(path)) if leads_nowhere(name)}
    assert lost == set()


def test_every_file_and_module_that_a_docstring_or_comment_names_is_there() -> None:
    named = {
        (path.as_posix(), name)
        for path in python_files()
        if not {"tests", "migrations"} & {*path.parts}
        for name in _OURS.findall(said_beside(text_of(path)))
    }
    assert len(named) > 50
    assert {(path, name) for path, name in named if (is_lost if "/" in name else leads_nowhere)(name)} == set()


def test_what_is_gone_is_found() -> None:
    assert is_lost("pades/bounded.py") and is_lost("bounded.py") and is_lost("pades/nowhere/")
    assert not is_lost("pades/examination/sandbox.py") and not is_lost("sandbox.py") and not is_lost("3/7/66")
    assert leads_nowhere("pades.bounded") and leads_nowhere("accounts.NoModel")
    assert not leads_nowhere("pades.examination.sandbox") and not leads_nowhere("accounts.SetAside")
