"""Pieces of pages: what they draw, and the page of the development server that shows them all."""

from __future__ import annotations

from typing import Any

import pytest
from django.template import Context, Template
from django.template.loader import get_template
from django.test import Client

from ita_portal.frame.templatetags.pieces import register
from workflow.badge import Status

HOSTILE = "<b>&"


def drawn(source: str, **context: object) -> str:
    """What a template draws, without the drawing of its icons."""
    html = Template(source).render(Context(context))
    return "".join(part.partition("</svg>")[2] if "</svg>" in part else part for part in html.split("<svg"))


def test_nobody_finds_the_page_of_pieces_in_production(client: Client, db: None) -> None:
    assert client.get("/pieces/").status_code == 404


def test_the_development_server_shows_every_piece(client: Client, db: None, settings: Any) -> None:
    settings.DEBUG = True
    page = client.get("/pieces/")
    assert page.status_code == 200
    source = str(get_template("pieces.html").template.source)  # type: ignore[attr-defined]
    missing = {name for name in register.tags if f"{{% {name}" not in source}
    assert missing | {name for name in register.filters if f"|{name}" not in source} == set()


def test_a_notice_has_its_kind_an_icon_and_what_is_to_be_said() -> None:
    assert drawn(
        '{% notice "wait" heading=heading role="alert" %}<p>{{ words }}</p>{% endnotice %}', heading=HOSTILE
    ) == (
        '<div class="notice wait" role="alert"><span class="i" aria-hidden="true"></span>'
        "<div><h2>&lt;b&gt;&amp;</h2><p></p></div></div>"
    )


def test_a_notice_may_stand_without_a_heading() -> None:
    assert drawn('{% notice extra="mb-3" id="said" %}<p>แล้ว</p>{% endnotice %}') == (
        '<div class="notice mb-3" id="said"><span class="i" aria-hidden="true"></span><div><p>แล้ว</p></div></div>'
    )


def test_a_badge_shows_words_with_their_icon() -> None:
    expected = '<span class="st ok"><span class="i" aria-hidden="true"></span> &lt;b&gt;&amp;</span>'
    assert drawn("{% badge_of status %}", status=Status("ok", "globe", HOSTILE)) == expected
    assert drawn('{% badge "ok" "globe" words %}', words=HOSTILE) == expected


def test_a_back_link_joins_its_words() -> None:
    assert drawn('{% back_link "/a/" "มาตรการ" code %}', code="E14") == (
        '<a class="back" href="/a/"><span class="i" aria-hidden="true"></span> มาตรการ E14</a>'
    )


@pytest.mark.parametrize(("here", "mark"), [("report", ' aria-current="page"'), ("home", "")])
def test_a_menu_marks_where_one_is(here: str, mark: str) -> None:
    shown = drawn('{% menu_item "/r/" "รายงาน" section="report" here=here %}', here=here)
    assert shown == f'<li><a href="/r/"{mark}>รายงาน</a></li>'


def test_a_step_says_whether_it_is_done() -> None:
    done, present, later = (drawn('{% step number "ก" now=2 %}ข{% endstep %}', number=number) for number in (1, 2, 3))
    assert done == (
        '<li class="done"><span class="dot" aria-hidden="true"></span><b>ก</b>'
        '<span><span class="visually-hidden">เสร็จแล้ว: </span>ข</span></li>'
    )
    assert present == (
        '<li aria-current="step"><span class="dot" aria-hidden="true">2</span><b>ก</b><span>ข</span></li>'
    )
    assert later == '<li><span class="dot" aria-hidden="true">3</span><b>ก</b><span>ข</span></li>'


def test_changed_words_are_marked_for_eyes_and_ears() -> None:
    assert drawn('{% changed_words "added" words %}', words=HOSTILE) == (
        '<ins><span class="visually-hidden">เพิ่มข้อความ: </span>&lt;b&gt;&amp;'
        '<span class="visually-hidden"> จบที่เพิ่ม </span></ins>'
    )
    assert drawn('{% changed_words "same" words %}', words=HOSTILE) == "&lt;b&gt;&amp;"


def test_a_name_does_not_break() -> None:
    assert drawn("{{ name|nowrap }}", name=HOSTILE) == '<span class="nb">&lt;b&gt;&amp;</span>'
    parts = '<span class="nb"><span class="nb">นายมานะ</span> <span class="nb">สุจริตธรรม</span></span>'
    assert drawn("{{ name|person }}", name="นายมานะ สุจริตธรรม") == parts
