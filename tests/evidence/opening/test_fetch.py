"""A page is fetched as a stranger fetches it, and no server makes that last, grow or remember."""

from __future__ import annotations

import asyncio
import gzip
import ssl
import threading
import tracemalloc
import zlib
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from evidence.opening.fetch import LARGEST, MOST_MOVES, Page, Way, fetch, numbers_of
from evidence.opening.many import open_each
from evidence.opening.seen import Opened, Seen, Unopened
from tests.evidence.opening.server import LOOPBACK, Handler, Server, moved, page, serving

HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n"


def fetched(server: Server, path: str = "/", way: Way | None = None, **how: str) -> Page:
    return asyncio.run(fetch(server.url(path, **how), way or server.way()))


def why(server: Server, path: str = "/", way: Way | None = None, **how: str) -> Seen:
    with pytest.raises(Unopened) as unopened:
        fetched(server, path, way, **how)
    return unopened.value.seen


def test_what_a_stranger_is_told_and_tells(server: Server) -> None:
    server.answers["/news?id=12"] = page(200, "สวัสดี".encode(), media="text/html; charset=utf-8")
    found = fetched(server, "/news?id=12")
    assert (found.status, found.body.decode(), found.charset, found.media_type) == (200, "สวัสดี", "utf-8", "text/html")
    assert (found.moves, found.host, found.is_whole) == (0, "site.example", True)
    head = server.heard[0].lower()
    assert f"host: site.example:{server.port}\r\n" in head
    assert "user-agent: portal\r\n" in head
    assert [word in head for word in ("cookie", "authorization", "referer")] == [False] * 3


def test_the_next_number_of_a_name_is_tried_where_the_first_is_silent(server: Server) -> None:
    server.answers["/"] = page()
    way = server.way(resolve=lambda host: ["127.0.0.9", LOOPBACK], allows=lambda number: number.startswith("127."))
    assert fetched(server, way=way).status == 200


@pytest.mark.parametrize("host", ["ไทย.example", "xn--o3cw4h.example", "อบต-ทุ่งสายธาร.ไทย", "SITE.Example"])
def test_thai_names_are_asked_for_as_the_internet_spells_them(server: Server, host: str) -> None:
    asked: list[str] = []

    def resolve(name: str) -> Sequence[str]:
        asked.append(name)
        return [LOOPBACK]

    server.answers["/%E0%B8%82%E0%B9%88%E0%B8%B2%E0%B8%A7"] = page()
    assert fetched(server, "/ข่าว", server.way(resolve=resolve), host=host).status == 200
    assert asked[0].isascii() and asked[0] == asked[0].lower()


def test_redirects_are_followed_five_times_and_a_sixth_is_a_loop(server: Server) -> None:
    for number in range(MOST_MOVES + 1):
        server.answers[f"/{number}"] = moved(f"/{number + 1}", (301, 302, 303, 307, 308)[number % 5])
    server.answers[f"/{MOST_MOVES + 1}"] = page()
    found = fetched(server, "/1")
    assert (found.status, found.moves) == (200, MOST_MOVES)
    assert why(server, "/0") == Seen.LOOPS
    server.answers["/round"] = moved("/round")
    server.heard.clear()
    assert why(server, "/round") == Seen.LOOPS
    assert len(server.heard) == MOST_MOVES + 1


def test_a_redirect_with_thai_letters_as_they_are_is_followed(server: Server) -> None:
    server.answers["/"] = b"HTTP/1.1 302 X\r\nLocation: /\xe0\xb8\x81?q=\xa1\r\nContent-Length: 0\r\n\r\n"
    server.answers["/%E0%B8%81?q=%A1"] = page()
    assert fetched(server).moves == 1


def test_no_cookie_comes_back_and_none_is_left_for_the_next(server: Server) -> None:
    server.answers["/"] = page(302, b"", "Location: /next", "Set-Cookie: a=b; Path=/")
    server.answers["/next"] = page(200, b"x", "Set-Cookie: a=b")
    fetched(server)
    fetched(server, "/next")
    assert [("cookie" in head.lower()) for head in server.heard] == [False] * 3


def test_no_proxy_of_the_environment_is_asked(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    with serving() as proxy:
        for name in ("http_proxy", "HTTP_PROXY", "https_proxy", "ALL_PROXY"):
            monkeypatch.setenv(name, f"http://{LOOPBACK}:{proxy.port}")
        server.answers["/"] = page()
        assert fetched(server).status == 200
        assert proxy.heard == []


# Bounds


def test_of_a_large_page_the_beginning_is_read_and_no_more(server: Server) -> None:
    sent: list[int] = []

    def endless(handler: Handler) -> None:
        handler.wfile.write(HEAD + b"\r\n")
        while len(sent) < 10_000:
            handler.wfile.write(b"x" * 65536)
            sent.append(65536)

    server.answers["/"] = endless
    assert len(fetched(server).body) == LARGEST
    assert sum(sent) < 64 * 1024 * 1024


@pytest.mark.parametrize("packing", ["gzip", "x-gzip", "deflate", "GZIP"])
def test_a_packed_page_is_unpacked(server: Server, packing: str) -> None:
    body = zlib.compress(b"<p>a</p>") if packing == "deflate" else gzip.compress(b"<p>a</p>")
    server.answers["/"] = page(200, body, f"Content-Encoding: {packing}")
    assert fetched(server).body == b"<p>a</p>"


def test_a_packed_bomb_is_unpacked_to_the_same_bound(server: Server) -> None:
    bomb = gzip.compress(b"\0" * (64 * 1024 * 1024), 9)
    assert len(bomb) < LARGEST  # all of it is read
    server.answers["/"] = page(200, bomb, "Content-Encoding: gzip")
    tracemalloc.start()
    try:
        found = fetched(server)
        most = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert len(found.body) == LARGEST
    assert most < 16 * 1024 * 1024


@pytest.mark.parametrize(
    ("packing", "body"), [("br", b"\x0b\x02"), ("gzip, gzip", b"x"), ("gzip", b"no gzip"), ("zstd", b"x")]
)
def test_what_cant_be_unpacked_is_known_to_be_unread(server: Server, packing: str, body: bytes) -> None:
    server.answers["/"] = page(200, body, f"Content-Encoding: {packing}")
    found = fetched(server)
    assert (found.body, found.is_whole) == (b"", False)


def silent(handler: Handler) -> None:
    while handler.wait():
        pass


def dripping_head(handler: Handler) -> None:
    handler.wfile.write(b"HTTP/1.1 200 OK\r\nX-A: ")
    while handler.wait():
        handler.wfile.write(b"a")


def dripping_headers(handler: Handler) -> None:
    handler.wfile.write(b"HTTP/1.1 200 OK\r\n")
    while handler.wait(0.1):
        handler.wfile.write(b"X-A: a\r\n")


def nothing_after_the_head(handler: Handler) -> None:
    handler.wfile.write(HEAD + b"Content-Length: 10\r\n\r\n")
    silent(handler)


def slow_redirects(handler: Handler) -> None:
    handler.wait(0.25)
    handler.wfile.write(moved("/"))


@pytest.mark.parametrize("answer", [silent, dripping_head, dripping_headers, nothing_after_the_head, slow_redirects])
def test_all_of_it_has_one_bound_of_time_and_a_server_that_drips_too(
    server: Server, answer: Callable[[Handler], None]
) -> None:
    """None of these ends by itself before the test is over, but for redirects, which would end as a loop."""
    server.answers["/"] = answer
    assert why(server, way=server.way(seconds=0.6)) == Seen.NO_ANSWER


def test_a_body_that_drips_is_left_with_what_came(server: Server) -> None:
    def drip(handler: Handler) -> None:
        handler.wfile.write(HEAD + b"\r\n")
        while handler.wait():
            handler.wfile.write(b"<p>a</p>")

    server.answers["/"] = drip
    found = fetched(server, way=server.way(seconds=0.6))
    assert found.body.startswith(b"<p>a</p>")
    assert not found.is_whole


@pytest.mark.parametrize(
    "head",
    [
        b"HTTP/1.1 200 OK\r\nX: " + b"a" * 100_000 + b"\r\n\r\n",
        b"HTTP/1.1 200 OK\r\n" + b"X: a\r\n" * 100_000 + b"\r\n",
        b"HTTP/1.1 200 " + b"a" * 100_000 + b"\r\n\r\n",
        b"SSH-2.0-OpenSSH_9.2\r\n",
        b"\0" * 5000,
        b"HTTP/1.1 99999 OK\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nContent-Length: -1\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
        b"",
    ],
    ids=lambda head: head[:24].decode(),
)
def test_no_answer_that_is_none_of_the_webs_brings_anything_down(server: Server, head: bytes) -> None:
    server.answers["/"] = head
    assert open_each([server.url("/")], server.way())[server.url("/")] == Opened(Seen.NO_ANSWER)


def test_a_host_that_nobody_knows_and_one_that_nobody_answers_at(server: Server) -> None:
    def unknown(host: str) -> Sequence[str]:
        raise OSError("no such host")

    assert why(server, way=server.way(resolve=unknown)) == Seen.NO_HOST
    nobody = server.way(resolve=lambda host: ["127.0.0.9"], allows=lambda number: True)
    assert why(server, way=nobody) == Seen.NO_ANSWER


def test_a_name_that_no_network_can_have_is_an_unknown_host() -> None:
    with pytest.raises(OSError):
        numbers_of("a" * 64 + ".example")


def test_several_are_opened_at_the_same_time(server: Server) -> None:
    """No answer comes before all are asked for."""
    together = threading.Barrier(8, timeout=4)

    def wait_for_all(handler: Handler) -> None:
        together.wait()
        handler.wfile.write(page())

    server.answers["/"] = wait_for_all
    found = open_each([server.url("/", f"site{number}.example") for number in range(8)], server.way())
    assert {each.seen for each in found.values()} == {Seen.OPENS}


# HTTPS


@pytest.fixture(scope="module")
def certified(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Server, ssl.SSLContext, list[str | None]]]:
    """A server with a certificate of site.example, who trusts it, and the names that it was asked for."""
    folder = tmp_path_factory.mktemp("certificate")
    named = _certificate("site.example", folder)
    asked: list[str | None] = []
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(named)
    context.sni_callback = lambda _socket, name, _context: asked.append(name)
    trust = ssl.create_default_context(cafile=str(named))
    with serving(context) as server:
        server.answers["/"] = page()
        yield server, trust, asked


def _certificate(host: str, folder: Path) -> Path:
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, host)])
    now = datetime.now(UTC)
    made = x509.CertificateBuilder(
        name, name, key.public_key(), x509.random_serial_number(), now, now + timedelta(days=2)
    )
    made = made.add_extension(x509.SubjectAlternativeName([x509.DNSName(host)]), critical=False)
    made = made.add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
    signed = made.sign(key, hashes.SHA256())
    path = folder / "host.pem"
    secret = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    path.write_bytes(secret + signed.public_bytes(serialization.Encoding.PEM))
    return path


def test_the_certificate_is_that_of_the_name_not_of_the_number(
    certified: tuple[Server, ssl.SSLContext, list[str | None]],
) -> None:
    server, trust, asked = certified
    asked.clear()
    assert fetched(server, way=server.way(trust=trust), scheme="https").status == 200
    assert asked == ["site.example"]
    assert why(server, way=server.way(trust=trust), scheme="https", host="other.example") == Seen.CERTIFICATE


def test_a_certificate_that_nobody_knows_is_refused(
    certified: tuple[Server, ssl.SSLContext, list[str | None]],
) -> None:
    server, *_ = certified
    assert why(server, way=server.way(), scheme="https") == Seen.CERTIFICATE
