"""The cache in Valkey or Redis. While it gives no answer nobody is kept from reading, and whoever counts is told."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, TypeVar

from django.core.cache.backends.redis import RedisCache
from django.core.exceptions import ImproperlyConfigured

from ita_portal.caches.errors import NotCounted

try:
    from redis.exceptions import RedisError
except ModuleNotFoundError as error:
    raise ImproperlyConfigured(
        "CACHE_URL wants a library that is not installed: run script/setup --optional, or"
        " pip install -r requirements-optional.txt."
    ) from error

_T = TypeVar("_T")
_PATIENCE = {"socket_connect_timeout": 2, "socket_timeout": 2}  # seconds


class SharedCache(RedisCache):
    """Reading never fails. Writing raises NotCounted, an OSError, as the cache in files does on a full disk."""

    def __init__(self, server: str | list[str], params: dict[str, Any]) -> None:
        servers = [server] if isinstance(server, str) else server
        known = [each.replace("valkey", "redis", 1) if each.startswith("valkey") else each for each in servers]
        options = _PATIENCE | params.get("OPTIONS", {})
        super().__init__(known if len(known) > 1 else known[0], params | {"OPTIONS": options})

    def get(self, key: str, default: Any = None, version: int | None = None) -> Any:  # noqa: ANN401 - as Django has it
        return _or(default, lambda: super(SharedCache, self).get(key, default, version))

    def get_many(self, keys: Iterable[str], version: int | None = None) -> dict[str, Any]:
        return _or({}, lambda: super(SharedCache, self).get_many(keys, version))

    def has_key(self, key: str, version: int | None = None) -> bool:
        return _or(False, lambda: super(SharedCache, self).has_key(key, version))

    def add(self, *args: Any, **kwargs: Any) -> bool:  # noqa: ANN401
        return _told(lambda: super(SharedCache, self).add(*args, **kwargs))

    def set(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401
        _told(lambda: super(SharedCache, self).set(*args, **kwargs))

    def set_many(self, *args: Any, **kwargs: Any) -> list[str]:  # noqa: ANN401
        return _told(lambda: super(SharedCache, self).set_many(*args, **kwargs))

    def touch(self, *args: Any, **kwargs: Any) -> bool:  # noqa: ANN401
        return _told(lambda: super(SharedCache, self).touch(*args, **kwargs))

    def delete(self, *args: Any, **kwargs: Any) -> bool:  # noqa: ANN401
        return _told(lambda: super(SharedCache, self).delete(*args, **kwargs))

    def incr(self, *args: Any, **kwargs: Any) -> int:  # noqa: ANN401
        return _told(lambda: super(SharedCache, self).incr(*args, **kwargs))


def _or(default: _T, ask: Callable[[], _T]) -> _T:
    try:
        return ask()
    except RedisError:
        return default


def _told(do: Callable[[], _T]) -> _T:
    try:
        return do()
    except RedisError as error:
        raise NotCounted(str(error)) from error
