"""Scenes that are made once in a process: from then on their rows and files are put back, in a tenth of the time.

`@kept` stands at the function that makes one. The scene is made for real, and nothing of it is kept, unless all of this
holds, so that a test finds what the function would have made for it:
- the test runs in a transaction that is taken back, and the database holds only what the migrations write;
- each argument is a plain value, the same as then;
- each setting but DATA_DIR is as it was then, none that the test has changed is a place, and files lie in a folder;
- each function and class of the portal's modules and of the clock is the very one that stood there then, so that no
  other paper, moment or failing disk is in the way. A fixture may put another in its place, if that stands in a module.
A method that was replaced within its class is not seen. What comes back are copies; a row has the key that it had then,
which the database's counters have passed.
"""

from __future__ import annotations

import inspect
import pickle
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache, wraps
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, ParamSpec, TypeVar

from django.conf import settings
from django.db import connection, transaction
from django.test import override_settings

from files import serving
from tests.database import FILLED_BY_DJANGO
from tests.replaced import NotToldApart, look_at_new_modules, plain, replaced, settings_changed

_EVENT, _HEAD = "audit_event", "audit_head"
P = ParamSpec("P")
T = TypeVar("T")
Statement = tuple[str, list[tuple[Any, ...]]]  # with its values for each row


@dataclass(frozen=True)
class _Kept:
    """What a scene is made of; `result` is what its function gave, pickled."""

    rows: list[Statement]
    files: dict[Path, tuple[bytes, int]]
    result: bytes

    def put_back(self) -> Any:
        """The scene is there again; what comes back is what its function gave, made anew."""
        with connection.cursor() as cursor:
            for statement, values in self.rows:
                cursor.executemany(statement, values)
        serving._known.clear()  # by address, and this scene has that of another test's
        for name, (data, mode) in self.files.items():
            path = Path(settings.DATA_DIR) / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)
            path.chmod(mode)
        return pickle.loads(self.result)


_all: dict[tuple[Any, ...], _Kept] = {}


def kept(make: Callable[P, T]) -> Callable[P, T]:
    """The function, whose scenes are made once in a process (see above)."""
    signature = inspect.signature(make)

    @wraps(make)
    def made(*args: P.args, **kwargs: P.kwargs) -> T:
        try:
            said = signature.bind(*args, **kwargs).arguments
            key = (make.__module__, make.__qualname__, _arguments(signature, said), settings_changed(), replaced())
        except NotToldApart:
            return make(*args, **kwargs)
        if not connection.in_atomic_block or _is_anything_stored():
            return make(*args, **kwargs)
        if key not in _all:
            _all[key] = _record(lambda: make(*args, **kwargs))
        scene: T = _all[key].put_back()  # the first time too: what was made may have left something in memory
        return scene

    return made


def _arguments(signature: inspect.Signature, said: dict[str, Any]) -> tuple[Any, ...]:
    """Those that are not what the function takes by itself. Raises NotToldApart."""
    takes = signature.parameters
    return tuple((name, plain(value)) for name, value in said.items() if value is not takes[name].default)


@cache
def _tables() -> tuple[str, ...]:
    """Those that a scene can fill by itself."""
    names = connection.introspection.django_table_names(only_existing=True, include_views=False)
    return tuple(sorted(set(names) - {*FILLED_BY_DJANGO, _HEAD}))


def _is_anything_stored() -> bool:
    """Whether the database holds more than the migrations write."""
    rows = " OR ".join(f"EXISTS (SELECT 1 FROM {connection.ops.quote_name(table)})" for table in _tables())
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {rows} OR NOT EXISTS (SELECT 1 FROM {_HEAD} WHERE seq = 0)")
        return bool(cursor.fetchone()[0])


def _record(make: Callable[[], object]) -> _Kept:
    """Makes a scene, keeps what came of it, and takes its rows back."""
    with TemporaryDirectory() as folder, override_settings(DATA_DIR=Path(folder)), transaction.atomic():
        result = make()
        rows, files = _rows(), _files(Path(folder))  # a folder of its own: the test's may hold more
        transaction.set_rollback(True)
    look_at_new_modules()  # as they stood while it was made
    return _Kept(rows, files, pickle.dumps(result))


def _files(folder: Path) -> dict[Path, tuple[bytes, int]]:
    paths = [path for path in folder.rglob("*") if path.is_file()]
    return {path.relative_to(folder): (path.read_bytes(), path.stat().st_mode & 0o777) for path in paths}


def _rows() -> list[Statement]:
    """The statements that write all that the tables hold: of the log each event with the head that it makes, for the
    database takes no other order.
    """
    statements: list[Statement] = []
    with connection.cursor() as cursor:
        for table in _tables():
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")
            rows, columns = cursor.fetchall(), [column[0] for column in cursor.description]
            names, places = ", ".join(map(connection.ops.quote_name, columns)), ", ".join(["%s"] * len(columns))
            insert = f"INSERT INTO {connection.ops.quote_name(table)} ({names}) VALUES ({places})"
            statements += _chained(insert, rows, columns) if table == _EVENT else [(insert, rows)] if rows else []
    return statements


def _chained(insert: str, rows: list[tuple[Any, ...]], columns: list[str]) -> Iterator[Statement]:
    seq, hashed = columns.index("seq"), columns.index("hash")
    for row in sorted(rows, key=lambda row: int(row[seq])):
        yield insert, [row]
        yield f"UPDATE {_HEAD} SET seq = %s, hash = %s", [(row[seq], row[hashed])]
