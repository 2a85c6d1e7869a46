"""A style sheet keeps the rules whose classes a page may hold, and the variables that something reads."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from django.test import Client

from ita_portal.frame.static_files.finder import FILES, body
from ita_portal.frame.static_files.style_sheet import classes, cut, pages_state, pages_words

CASES = [
    (".card{color:red}.btn{color:blue}", ".btn{color:blue}"),
    (".card,.btn,a{color:red}", ".btn,a{color:red}"),
    (".btn.card{color:red}.btn:hover{color:red}", ".btn:hover{color:red}"),
    (".btn:not(.card){color:red}", ".btn:not(.card){color:red}"),
    ("@media (min-width:1px){.card{color:red}}", ""),
    ("@media (min-width:1px){.card{color:red}.btn{color:red}}", "@media (min-width:1px){.btn{color:red}}"),
    ("[data-bs-theme=dark]{color:red}", ""),
    ("[data-bs-theme=light] .btn{color:red}", "[data-bs-theme=light] .btn{color:red}"),
    ('[type=button] a::after{content:"}"}', '[type=button] a::after{content:"}"}'),
    (":root{--a:1px;--b:var(--a);--c:2px}.btn{margin:var(--b)}", ":root{--a:1px;--b:var(--a);}.btn{margin:var(--b)}"),
    (':root{--a:url("data:x;y");--b:1px}', ""),
    (":root{--own:1px;--other:2px}", ":root{--own:1px;}"),
    ("/*! licence */.btn{color:red}/*# sourceMappingURL=x.map */", ".btn{color:red}"),
    ("@keyframes a{to{color:red}}", "@keyframes a{to{color:red}}"),
]


@pytest.mark.parametrize(("sheet", "expected"), CASES)
def test_what_is_kept(sheet: str, expected: str) -> None:
    words = ["btn", "data-bs-theme=light"]
    assert cut(sheet.encode(), words, "a { margin: var(--own) }").decode() == expected


def test_a_class_is_found_in_templates_scripts_and_the_program() -> None:
    assert {"visually-hidden", "col-lg-7", "btn-link", "form-select"} <= pages_words()
    assert not {"carousel", "offcanvas", "data-bs-theme=dark"} & pages_words()


def test_a_change_of_a_template_is_noticed() -> None:
    count, _ = pages_state()
    assert count > 200


def test_the_sheet_that_browsers_get_holds_what_the_packages_does_of_the_classes_of_pages(client: Client) -> None:
    original = FILES["bootstrap.min.css"].original.read_text()
    known, left = classes(original), classes(body("bootstrap.min.css").decode())
    assert len(known) > 1500
    assert left == known & pages_words()
    page = client.get("/accounts/login/").content.decode()
    on_page = set(" ".join(re.findall(r'class="([^"]*)"', page)).split())
    assert len(on_page & known) > 5
    assert on_page & known <= left


def test_the_first_view_takes_less_than_120_kilobytes(client: Client, static_root: Path) -> None:
    """The page with its style sheets, scripts and fonts, as they go over the wire."""
    headers = {"accept-encoding": "gzip, deflate, br"}
    page = client.get("/accounts/login/", headers=headers)
    names = re.findall(r'(?:href|src)="(/static/[^"]+\.(?:css|js))"', client.get("/accounts/login/").content.decode())
    sent = {"page": len(page.content)} | {name: len(client.get(name, headers=headers).getvalue()) for name in names}
    for name in [name for name in names if name.endswith(".css")]:
        for font in re.findall(r'url\("?(vendor/[^")]+)', client.get(name).getvalue().decode()):
            sent[font] = len(client.get(f"/static/{font}", headers=headers).getvalue())
    assert len(sent) == 8
    assert sum(sent.values()) < 120_000, sent
