"""Templates that are read before processes are forked: what says the same is one object, and is drawn as before."""

import re
from itertools import chain

from django.conf import settings
from django.template import Context, Engine, Library, Template
from django.template.base import FilterExpression, Node, TextNode, VariableNode

from ita_portal import template_parts

register = Library()  # this module is a library of templates too


@register.filter
def intcomma(value: int) -> str:
    """Has the name of another library's filter."""
    return f"the other {value}"


YEAR = "<p>{{ plan.year|intcomma }}</p>"
ONE = "{% load humanize %}" + YEAR + "{% if plan %}" + YEAR + "{% endif %}"
OTHER = "{% load humanize %}" + YEAR + "{{ plan.year }}"
LIBRARIES = {"humanize": "django.contrib.humanize.templatetags.humanize", "other": __name__}


def read(*sources: str, with_places: bool = False) -> list[Template]:
    engine = Engine(libraries=LIBRARIES)
    with template_parts.shared(with_places=with_places):
        return [engine.from_string(each) for each in sources]


def parts(*templates: Template) -> list[Node]:
    return [*chain.from_iterable(each.nodelist.get_nodes_by_type(Node) for each in templates)]


def drawn(template: Template) -> str:
    return template.render(Context({"plan": {"year": 2566}}))


def expressions(*templates: Template) -> list[FilterExpression]:
    return [each.filter_expression for each in parts(*templates) if isinstance(each, VariableNode)]


def test_like_expressions_and_texts_are_one_object_in_all_templates() -> None:
    read_together = read(ONE, OTHER)
    found = expressions(*read_together)
    assert [each.token for each in found] == [*["plan.year|intcomma"] * 3, "plan.year"]
    assert len({id(each) for each in found}) == 2
    texts = [each for each in parts(*read_together) if isinstance(each, TextNode)]
    assert [each.s for each in texts] == ["<p>", "</p>"] * 3
    assert len({id(each) for each in texts}) == 2


def test_they_are_drawn_as_if_each_stood_alone() -> None:
    assert [drawn(each) for each in read(ONE, OTHER)] == ["<p>2,566</p><p>2,566</p>", "<p>2,566</p>2566"]


def test_a_filter_of_the_same_name_out_of_another_library_stays_another() -> None:
    one, other = read(ONE, ONE.replace("humanize", "other"))
    assert drawn(one) == "<p>2,566</p><p>2,566</p>"
    assert drawn(other) == "<p>the other 2566</p><p>the other 2566</p>"


def test_no_part_knows_its_place_unless_a_developer_wants_to() -> None:
    assert {each.token for each in parts(*read(ONE))} == {None}
    assert None not in {each.token for each in parts(*read(ONE, with_places=True))}


def test_afterwards_nothing_is_shared() -> None:
    read(ONE)
    engine = Engine(libraries=LIBRARIES)
    found = expressions(engine.from_string(ONE), engine.from_string(ONE))
    assert len({id(each) for each in found}) == len(found) == 4


def test_no_template_of_the_portal_translates() -> None:
    """Django's tags that do write into the expression that they were given."""
    pattern = re.compile(r"\{%\s*(?:trans|translate|blocktrans|blocktranslate)\b")
    pages = sorted((settings.BASE_DIR / "templates").rglob("*.html"))
    assert len(pages) > 100
    assert [path.name for path in pages if pattern.search(path.read_text())] == []
