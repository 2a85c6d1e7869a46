"""What stands in one place stays there: guards of services, digests of facts, the report's columns."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from tests.house.numbers import sources
from tests.house.tree import text_of

STYLE = Path("templates/reports/paper/report.css")
PREVIEW = Path("static/portal.css")


def nodes() -> Iterator[tuple[str, ast.AST]]:
    for path in sources():
        for node in ast.walk(ast.parse(text_of(path))):
            yield path.as_posix(), node


def is_guard(node: ast.AST) -> bool:
    """`if not X.can(...): raise Refused(...)`, which access.require does for all."""
    return (
        isinstance(node, ast.If)
        and isinstance(node.test, ast.UnaryOp)
        and isinstance(node.test.operand, ast.Call)
        and ast.unparse(node.test.operand.func).endswith(".can")
        and isinstance(node.body[0], ast.Raise)
    )


def is_digest_of_json(node: ast.AST) -> bool:
    """`sha256(json.dumps(...))`, which accounts.changed.sha256_of does for all."""
    return isinstance(node, ast.Call) and bool(re.match(r"(hashlib\.)?sha256\(json\.dumps\(", ast.unparse(node)))


def widths(style: str) -> dict[str, str]:
    """Of the columns, by the class that says how wide one is."""
    return dict(re.findall(r"\.(w\d+) { width: (\d+%); }", style))


def test_one_guard_refuses_whoever_lacks_a_permission() -> None:
    assert {path for path, node in nodes() if is_guard(node)} == {"accounts/access.py"}


def test_facts_get_their_digest_in_one_way() -> None:
    assert {path for path, node in nodes() if is_digest_of_json(node)} == {"accounts/changed.py"}


def test_items_of_lists_are_asked_for_in_one_place() -> None:
    """Else an agency would see another kind's list; who keeps all lists, or has an item's key, asks for rows."""
    asking = {
        path for path, node in nodes() if isinstance(node, ast.Attribute) and ast.unparse(node) == "Indicator.objects"
    }
    keeping = ("measures/services/lists/", "ita_portal/catalogue/", "ita_portal/demo/")
    assert {path for path in asking if not path.startswith(keeping)} == {
        "measures/models/catalogue.py",
        "measures/services/catalogue.py",
        "ita_portal/eventlog/lines.py",
    }


def test_the_preview_has_the_columns_of_the_paper() -> None:
    paper = widths(text_of(STYLE))
    assert paper == {f"w{width}": f"{width}%" for width in range(14, 45)}
    assert widths(text_of(PREVIEW)) == paper
