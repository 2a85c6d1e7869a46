"""The layers of the house, as import-linter sees them."""

import logging
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest
from importlinter.cli import lint_imports

ROOT = Path(__file__).resolve().parents[2]
CONFIG = ROOT / "pyproject.toml"


@pytest.fixture(autouse=True)
def loggers_stay() -> Iterator[None]:
    """import-linter sets logging up for itself, and thereby silences whoever logged before: later tests listen."""
    loggers = [each for each in logging.root.manager.loggerDict.values() if isinstance(each, logging.Logger)]
    was = {each: each.disabled for each in loggers}
    yield
    for each, disabled in was.items():
        each.disabled = disabled


def test_every_module_imports_only_what_lies_below_it(capsys: pytest.CaptureFixture[str]) -> None:
    kept = lint_imports(config_filename=str(CONFIG), no_cache=True, no_logo=True) == 0
    assert kept, capsys.readouterr().out


def test_an_import_upwards_is_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name, text in {"upper_layer": "", "lower_layer": "import upper_layer\n"}.items():
        (tmp_path / name).mkdir()
        (tmp_path / name / "__init__.py").write_text(text)
    config = tmp_path / "pyproject.toml"
    config.write_text(
        '[tool.importlinter]\nroot_packages = ["upper_layer", "lower_layer"]\n'
        '[[tool.importlinter.contracts]]\nname = "layers"\ntype = "layers"\nlayers = ["upper_layer", "lower_layer"]\n'
    )
    monkeypatch.syspath_prepend(tmp_path)
    assert lint_imports(config_filename=str(config), no_cache=True, no_logo=True) == 1


def test_every_package_of_the_portal_has_its_layer() -> None:
    linter = tomllib.loads(CONFIG.read_text())["tool"]["importlinter"]
    packages = {path.parent.name for path in ROOT.glob("*/__init__.py")} - {"tests", "benchmarks"}
    layers = {room for layer in linter["contracts"][0]["layers"] for room in layer.split(" | ")}
    assert packages == set(linter["root_packages"]) == layers
