"""Templates that are read so that parts which say the same are one object: a process copies whatever it draws with."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.template import base
from django.template.base import FilterExpression, Node, NodeList, Parser, TextNode, Token


@contextmanager
def shared(*, with_places: bool) -> Iterator[None]:
    """Templates that are read inside have their like expressions and like texts in common.

    Without `with_places` no part knows where in its template it stands, which only a page of mistakes shows. Drawing
    writes into neither, but for Django's tags that translate, which no template of the portal uses.
    """
    expressions: dict[tuple[str, tuple[object, ...]], FilterExpression] = {}
    texts: dict[str, TextNode] = {}

    class Sharing(Parser):
        def compile_filter(self, token: str) -> FilterExpression:
            made = super().compile_filter(token)
            filters = tuple(function for function, _ in made.filters)  # a library may give a name another meaning
            return expressions.setdefault((token, filters), made)

        def extend_nodelist(self, nodelist: NodeList, node: Node, token: Token) -> None:
            part = texts.setdefault(node.s, node) if type(node) is TextNode else node
            super().extend_nodelist(nodelist, part, token)
            if not with_places:
                del part.token  # not by way of its __dict__, which would be one more object for each part

    base.Parser = Sharing  # type: ignore[misc]  # Django has no setting for it
    try:
        yield
    finally:
        base.Parser = Parser  # type: ignore[misc]  # as above
