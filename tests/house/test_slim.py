"""deploy/slim.py removes from the installed packages what is listed, and nothing that is read."""

import importlib.util
from pathlib import Path
from types import ModuleType

import pytest

from tests.house.tree import ROOT

# What lies there before, and whether it stays.
FILES = {
    "django/conf/locale/__init__.py": True,
    "django/conf/locale/th/LC_MESSAGES/django.mo": True,
    "django/conf/locale/th/LC_MESSAGES/django.po": False,
    "django/conf/locale/en/formats.py": True,
    "django/conf/locale/de/formats.py": False,
    "django/conf/locale/de/LC_MESSAGES/django.mo": False,
    "django/contrib/gis/maps.py": False,
    "django/__pycache__/shortcuts.cpython-311.pyc": False,
    "django/shortcuts.py": True,
    "fontTools/misc/bezierTools.py": True,
    "fontTools/misc/bezierTools.cpython-311-x86_64-linux-gnu.so": False,
    "lxml/etree.cpython-311-x86_64-linux-gnu.so": True,
    "lxml/etree.pyx": False,
    "pyphen/dictionaries/hyph_en_US.dic": True,
    "pyphen/dictionaries/hyph_de_DE.dic": False,
    "pyphen/__init__.py": True,
    "allauth/socialaccount/providers/openid_connect/views.py": True,
    "allauth/socialaccount/providers/another/views.py": False,
    "pip/_vendor/module.py": True,
}


@pytest.fixture
def slim() -> ModuleType:
    spec = importlib.util.spec_from_file_location("slim", ROOT / "deploy/slim.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_what_no_portal_reads_goes_and_the_rest_stays(
    slim: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in FILES:
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).touch()
    monkeypatch.setattr(slim, "PACKAGES", tmp_path)
    for _ in range(2):  # it may be run again
        slim.remove()
        assert {name: (tmp_path / name).exists() for name in FILES} == FILES


def test_what_is_kept_of_a_folder_is_there(slim: ModuleType) -> None:
    kept = [slim.PACKAGES / folder / name for folder, names in slim.READ.items() for name in names]
    assert [str(each) for each in kept if not each.exists()] == []


def test_what_is_not_loaded_to_be_compiled_is_there(slim: ModuleType) -> None:
    paths = [ROOT / f"{name.replace('.', '/')}.py" for name in slim.LEFT_OUT]
    assert [str(each) for each in paths if not each.exists()] == []
