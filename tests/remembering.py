"""A browser that remembers: a page is asked for again once anything that it read is other than it was."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from django.db import connection
from django.test import Client

from reports.compiling.kept import contents

Statement = tuple[str, Any]  # and its values
_READS = ("SELECT", "SAVEPOINT", "RELEASE")
_SESSION = "django_session"  # what a page puts there for the next, other states of the scene know nothing of


@dataclass
class Page:
    """An answer with what was read for it, and what the database gave then."""

    answer: Any
    read: list[Statement]
    rows: list[Any]

    @property
    def stands(self) -> bool:
        """Whether the database would give the same for all of it now, so that the answer would be the same."""
        return all(_rows(statement) == rows for statement, rows in zip(self.read, self.rows, strict=True))


@dataclass
class Remembering:
    """Stands for a client where many states of one scene are gone through: most pages are none other in most of them.

    A page that writes is always asked for.
    """

    client: Client
    pages: dict[str, Page] = field(default_factory=dict)

    def get(self, url: str, *, follow: bool = False) -> Any:
        """The page at the address as it is now."""
        if url in self.pages and self.pages[url].stands:
            return self.pages[url].answer
        contents.forget()  # else what it rests on may have been read for another page
        sent: list[Statement] = []

        def noting(execute: Any, sql: str, values: Any, many: bool, context: Any) -> Any:
            sent.append((sql, values))
            return execute(sql, values, many, context)

        with connection.execute_wrapper(noting):
            answer = self.client.get(url, follow=follow)
        self.pages.pop(url, None)
        if all(sql.startswith(_READS) for sql, _ in sent):
            read = [(sql, values) for sql, values in sent if sql.startswith("SELECT") and _SESSION not in sql]
            self.pages[url] = Page(answer, read, [_rows(each) for each in read])
        return answer


def _rows(statement: Statement) -> Any:
    """What the database gives now; nobody hears of it, for the program has not asked."""
    with connection.cursor() as cursor:
        cursor.cursor.execute(*statement)
        return cursor.cursor.fetchall()
