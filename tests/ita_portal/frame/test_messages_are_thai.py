"""Nothing that a form can say is English: every message of Django's forms, models and passwords, and of sign-in."""

import ast
import gettext as gnu
import importlib
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from django import forms
from django.contrib.auth import password_validation
from django.core.exceptions import ValidationError
from django.utils import translation
from django.utils.translation import gettext, ngettext

from accounts.models import User
from ita_portal.signin.allauth_adapter import Adapter

THAI = re.compile("[ก-๙]")
MODULES = [
    "django.forms.fields",
    "django.forms.forms",
    "django.forms.formsets",
    "django.forms.models",
    "django.forms.utils",
    "django.forms.widgets",
    "django.core.paginator",
    "django.core.validators",
    "django.db.models.base",
    "django.db.models.constraints",
    "django.db.models.fields",
    "django.db.models.fields.json",
    "django.db.models.fields.related",
    "django.contrib.auth.password_validation",
    "django.contrib.auth.validators",
    "django.utils.ipv6",
    "django.utils.timesince",
    "allauth.account.adapter",
    "allauth.account.fields",
    "allauth.account.forms",
]
# Marks, and names that Thai writes in Latin letters.
SAME_IN_THAI = {":", ", ", "…", "IPv4", "IPv6"}
CATALOGUE = Path("locale/th/LC_MESSAGES")


def marked(module: str) -> Iterator[list[str]]:
    """The literal texts of each call that marks a message; descriptions of field types are for programmers."""
    file = importlib.import_module(module).__file__
    assert file
    tree = ast.parse(Path(file).read_text("utf-8"))
    described = {
        id(inner)
        for node in ast.walk(tree)
        if isinstance(node, ast.Assign | ast.FunctionDef) and _named(node).endswith("description")
        for inner in ast.walk(node)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and id(node) not in described:
            name = ast.unparse(node.func)
            texts = [a.value for a in node.args if isinstance(a, ast.Constant) and isinstance(a.value, str)]
            if name in {"_", "gettext", "gettext_lazy"} and texts:
                yield texts[:1]
            elif name in {"ngettext", "ngettext_lazy"} and len(texts) > 1:
                yield texts[:2]


def _named(node: ast.Assign | ast.FunctionDef) -> str:
    return ast.unparse(node.targets[0]) if isinstance(node, ast.Assign) else node.name


def in_thai(texts: list[str]) -> str:
    return gettext(texts[0]) if len(texts) == 1 else ngettext(texts[0], texts[1], 2)


@pytest.mark.parametrize("module", MODULES)
def test_every_message_that_a_person_can_meet_is_thai(module: str) -> None:
    with translation.override("th"):
        english = [texts for texts in marked(module) if not THAI.search(in_thai(texts))]
    verbose = [["%(from)s-%(to)s relationship"], ["%(from)s-%(to)s relationships"]]  # names of tables nobody is shown
    assert [texts for texts in english if texts[0] not in SAME_IN_THAI and texts not in verbose] == []


def test_the_messages_that_are_looked_for_are_found() -> None:
    assert ["This field is required."] in list(marked("django.forms.fields"))
    assert len(list(marked("django.core.validators"))) > 20


@pytest.mark.parametrize("word", ["ฟิลด์", "กรุณา", "คุณ"])
def test_the_words_of_the_office_are_used(word: str) -> None:
    ours = (CATALOGUE / "django.po").read_text("utf-8")
    shown = [in_thai(texts) for module in MODULES[:17] for texts in marked(module)]
    assert word not in ours
    assert [text for text in shown if word in text] == []


def entries() -> list[tuple[list[str], str]]:
    """Text (with its plural, where there is one) and Thai of each entry of our catalogue's source."""
    found = []
    for block in (CATALOGUE / "django.po").read_text("utf-8").split("\n\n")[1:]:
        said = dict(line.split(" ", 1) for line in block.splitlines() if line.startswith("msg"))
        texts = [ast.literal_eval(said[key]) for key in ("msgid", "msgid_plural") if key in said]
        found.append((texts, ast.literal_eval(said.get("msgstr") or said["msgstr[0]"])))
    return found


def test_the_compiled_catalogue_is_that_of_the_source() -> None:
    with (CATALOGUE / "django.mo").open("rb") as file:
        compiled = gnu.GNUTranslations(file)
    read = [
        compiled.gettext(texts[0]) if len(texts) == 1 else compiled.ngettext(texts[0], texts[1], 2)
        for texts, _ in entries()
    ]
    assert len(read) > 80
    assert read == [thai for _, thai in entries()]


def test_placeholders_are_the_same_in_both_languages() -> None:
    holes = re.compile(r"%\(\w+\)\w|%[ds]|\{\w+\}")
    different = [texts for texts, thai in entries() if set(holes.findall(texts[0])) != set(holes.findall(thai))]
    assert different == []


@pytest.mark.parametrize(
    ("field", "typed", "said"),
    [
        (forms.EmailField(), "kanda@", "โปรดพิมพ์อีเมลให้ครบ เช่น kanda@example.go.th"),
        (forms.IntegerField(), "สิบ", "โปรดพิมพ์จำนวนเต็ม เช่น 12"),
        (forms.CharField(max_length=3), "สี่ตัว", "โปรดพิมพ์ไม่เกิน 3 ตัวอักษร ขณะนี้มี 6"),
        (forms.CharField(min_length=3), "ก", "โปรดพิมพ์อย่างน้อย 3 ตัวอักษร ขณะนี้มี 1"),
        (forms.DecimalField(decimal_places=2), "70.555", "โปรดพิมพ์ทศนิยมไม่เกิน 2 ตำแหน่ง"),
        (forms.IntegerField(max_value=100), "101", "ค่านี้ต้องไม่เกิน 100"),
        (forms.CharField(), "ก\0", "ข้อความนี้มีอักขระที่มองไม่เห็นและเก็บไม่ได้ โปรดลบแล้วพิมพ์ใหม่"),
    ],
)
def test_a_message_names_the_cure(field: forms.Field, typed: str, said: str) -> None:
    with pytest.raises(ValidationError) as caught:
        field.clean(typed)
    assert caught.value.messages == [said]


@pytest.mark.parametrize(
    ("password", "said"),
    [
        ("สั้น", ["รหัสผ่านสั้นเกินไป โปรดพิมพ์อย่างน้อย 8 ตัว"]),
        ("password", ["มีคนใช้รหัสผ่านนี้มาก เดาได้ง่าย โปรดตั้งรหัสอื่น"]),
        ("kanda2566", ["รหัสผ่านคล้ายชื่อผู้ใช้เกินไป โปรดตั้งให้ต่างออกไป"]),
    ],
)
def test_a_weak_password_is_refused_with_its_reason(password: str, said: list[str]) -> None:
    with pytest.raises(ValidationError) as caught:
        password_validation.validate_password(password, User(username="kanda2566", name="นางสาวกานดา ใจงาม"))
    assert caught.value.messages == said


def test_what_sign_in_says_is_thai() -> None:
    assert [key for key, text in Adapter.error_messages.items() if not THAI.search(str(text))] == []
