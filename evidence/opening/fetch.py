"""One page is fetched as a stranger would fetch it: from public addresses alone, within bounds of time and size.

The number that the guard allowed is the number that is connected to: names are resolved once, by us, and whatever a
library would connect to passes the guard once more on its way to the socket.
"""

from __future__ import annotations

import asyncio
import socket
import ssl
import zlib
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import SplitResult, quote, urljoin, urlsplit

import aiohttp
from aiohttp.abc import AbstractResolver, ResolveResult

from evidence.opening import guard
from evidence.opening.seen import Seen, Unopened

LARGEST = 256 * 1024  # bytes that are looked at, as they come and unpacked
MOST_MOVES = 5
_SECONDS = 10.0  # for all of it, from the name to the last byte
_MOVED = frozenset({301, 302, 303, 307, 308})
_PORTS = {"http": 80, "https": 443}
_HEADERS = {"Accept": "text/html,*/*;q=0.8", "Accept-Language": "th,en;q=0.5", "Accept-Encoding": "gzip"}
_IN_AN_ADDRESS = "%/:=&?~#+!$,;'@()*[]"
_UNPACKED = ("", "identity", "gzip", "x-gzip", "deflate")


def numbers_of(host: str) -> list[str]:
    """All numbers of a host, as the system's resolver tells them. Raises OSError."""
    try:
        found = socket.getaddrinfo(host, None, type=socket.SOCK_STREAM)
    except UnicodeError as error:  # a name that no network has
        raise OSError(str(error)) from error
    return list(dict.fromkeys(str(each[4][0]) for each in found))


@dataclass(frozen=True)
class Way:
    """How the portal gets out: which numbers and ports it may connect to, who tells them, whom it trusts."""

    agent: str
    allows: Callable[[str], bool] = guard.is_public
    ports: Collection[int] = frozenset(_PORTS.values())
    resolve: Callable[[str], Sequence[str]] = numbers_of
    trust: ssl.SSLContext | bool = True
    seconds: float = _SECONDS


@dataclass(frozen=True)
class Page:
    """What came at the end: `is_whole` is False where its bytes can't be read, or not all of them came."""

    url: str
    moves: int
    status: int
    media_type: str
    charset: str
    body: bytes
    is_whole: bool = True

    @property
    def host(self) -> str:
        return urlsplit(self.url).hostname or ""


async def fetch(address: str, way: Way) -> Page:
    """The page at an address, after at most five redirects. Raises Unopened."""
    try:
        async with asyncio.timeout(way.seconds):
            return await _follow(address, way)
    except (TimeoutError, aiohttp.ServerDisconnectedError, aiohttp.ClientPayloadError) as error:
        raise Unopened(Seen.NO_ANSWER) from error
    except aiohttp.ClientConnectorDNSError as error:
        raise Unopened(Seen.NO_HOST) from error
    except aiohttp.ClientSSLError as error:
        raise Unopened(Seen.CERTIFICATE) from error
    except (aiohttp.InvalidURL, aiohttp.NonHttpUrlClientError) as error:
        raise Unopened(Seen.STRANGE) from error
    except (aiohttp.ClientError, OSError) as error:
        raise Unopened(Seen.NO_ANSWER) from error


async def _follow(address: str, way: Way) -> Page:
    """Each step is looked at anew; nothing of one, no cookie and no connection, is kept for the next."""
    for moves in range(MOST_MOVES + 1):
        _require_page(address, way)
        async with _session(way) as session, session.get(address, allow_redirects=False) as answer:
            target = answer.headers.get("Location", "")
            if answer.status not in _MOVED or not target:
                return await _page(answer, moves, way.seconds / 2)
            address = _joined(str(answer.url), target)
    raise Unopened(Seen.LOOPS)


def _require_page(address: str, way: Way) -> None:
    """Raises Unopened for what no browser opens as a page, and for what the portal leaves to one."""
    parts, port = _split(address)
    if parts.scheme not in _PORTS or not parts.hostname or parts.username is not None or parts.password is not None:
        raise Unopened(Seen.STRANGE)
    if (port or _PORTS[parts.scheme]) not in way.ports:
        raise Unopened(Seen.NOT_TRIED)


def _split(address: str) -> tuple[SplitResult, int | None]:
    try:
        parts = urlsplit(address)
        return parts, parts.port
    except ValueError as error:
        raise Unopened(Seen.STRANGE) from error


def _joined(address: str, target: str) -> str:
    try:
        # Servers send Thai letters as they are, in whatever encoding: as bytes they are what a browser makes of them.
        return urljoin(address, quote(target.encode("utf-8", "surrogateescape"), safe=_IN_AN_ADDRESS))
    except ValueError as error:
        raise Unopened(Seen.STRANGE) from error


def _session(way: Way) -> aiohttp.ClientSession:
    def open_socket(found: Any) -> socket.socket:  # noqa: ANN401 - as the library's own type has it
        family, kind, protocol, _, place = found
        if not way.allows(place[0]) or place[1] not in way.ports:
            raise Unopened(Seen.NOT_PUBLIC)
        return socket.socket(family, kind, protocol)

    connector = aiohttp.TCPConnector(
        resolver=_Resolver(way), use_dns_cache=False, force_close=True, ssl=way.trust, socket_factory=open_socket
    )
    return aiohttp.ClientSession(
        connector=connector,
        cookie_jar=aiohttp.DummyCookieJar(),
        headers={**_HEADERS, "User-Agent": way.agent},
        auto_decompress=False,
        trust_env=False,
        read_bufsize=64 * 1024,
        timeout=aiohttp.ClientTimeout(total=way.seconds),
    )


class _Resolver(AbstractResolver):
    """Tells the numbers of a host once all of them were allowed: with one bad one none is good."""

    def __init__(self, way: Way) -> None:
        self._way = way

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_UNSPEC
    ) -> list[ResolveResult]:
        """Raises Unopened for a host with a number that is none of the public's, OSError where there is no host."""
        numbers = await asyncio.get_running_loop().run_in_executor(None, self._way.resolve, host)
        if not all(map(self._way.allows, numbers)):
            raise Unopened(Seen.NOT_PUBLIC)
        return [_result(host, number, port) for number in numbers]

    async def close(self) -> None:
        """Nothing is kept open."""


def _result(host: str, number: str, port: int) -> ResolveResult:
    family = socket.AF_INET6 if ":" in number else socket.AF_INET
    numeric = socket.AI_NUMERICHOST | socket.AI_NUMERICSERV
    return ResolveResult(hostname=host, host=number, port=port, family=family, proto=0, flags=numeric)


async def _page(answer: aiohttp.ClientResponse, moves: int, seconds: float) -> Page:
    sent, is_whole = await _sent(answer, seconds)
    packing = answer.headers.get("Content-Encoding", "").strip().lower()
    body = _unpacked(sent, packing)
    return Page(
        url=str(answer.url),
        moves=moves,
        status=answer.status,
        media_type=answer.content_type if "Content-Type" in answer.headers else "",
        charset=answer.charset or "",
        body=b"" if body is None else body,
        is_whole=is_whole and body is not None,
    )


async def _sent(answer: aiohttp.ClientResponse, seconds: float) -> tuple[bytes, bool]:
    """The beginning of what is sent, and whether that is all that is wanted; a slow server is left after a while.

    Raises TimeoutError where nothing came.
    """
    sent = bytearray()
    try:
        async with asyncio.timeout(seconds):
            async for piece in answer.content.iter_any():
                sent += piece
                if len(sent) >= LARGEST:
                    break
    except TimeoutError:
        if not sent:
            raise
        return bytes(sent), False
    return bytes(sent[:LARGEST]), True


def _unpacked(sent: bytes, packing: str) -> bytes | None:
    """The beginning of what was packed; None where it can't be read."""
    if packing not in _UNPACKED:
        return None
    if packing in ("", "identity") or not sent:
        return sent
    try:
        return zlib.decompressobj(zlib.MAX_WBITS | 32).decompress(sent, LARGEST)
    except zlib.error:
        return None
