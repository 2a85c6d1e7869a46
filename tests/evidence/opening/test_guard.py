"""The portal connects to machines of the public internet alone, whatever an address or a name server says."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence

import pytest

from evidence.opening.fetch import Way, fetch
from evidence.opening.guard import is_public
from evidence.opening.many import open_each
from evidence.opening.seen import Seen, Unopened
from tests.evidence.opening.server import LOOPBACK, Server, moved, page

PUBLIC = ["8.8.8.8", "203.150.1.1", "2001:4860:4860::8888", "2606:4700::1", "::ffff:8.8.8.8", "64:ff9b::808:808"]
NOT_PUBLIC = [
    *("127.0.0.1", "127.1.2.3", "0.0.0.0", "0.1.2.3", "10.0.0.1", "172.16.0.1", "172.31.255.255", "192.168.1.1"),
    *("169.254.169.254", "100.64.0.1", "100.100.100.200", "192.0.0.192", "168.63.129.16", "192.0.2.1", "198.18.0.1"),
    *("198.51.100.1", "203.0.113.9", "192.88.99.1", "224.0.0.1", "239.255.255.250", "240.0.0.1", "255.255.255.255"),
    *("::", "::1", "::127.0.0.1", "::ffff:127.0.0.1", "::ffff:10.0.0.1", "::ffff:169.254.169.254", "::ffff:0:1"),
    *("fe80::1", "fe80::1%eth0", "fec0::1", "fc00::1", "fd00:ec2::254", "ff02::1", "ff0e::1", "2001:db8::1"),
    *("64:ff9b::7f00:1", "64:ff9b::a9fe:a9fe", "64:ff9b:1::808:808", "2002:7f00:1::", "2002:808:808::1"),
    *("2001:0:808:808::1", "2001:10::1", "3fff::1", "100::1", "4000::1", "2606:4700::1%1"),
    *("", "localhost", "8.8.8", "8.8.8.8.8"),
]  # fmt: skip
# Ways to write this machine, or one beside it, that some reader of addresses takes.
HERE = [
    *("127.0.0.1", "127.1", "2130706433", "0x7f000001", "0x7f.0.0.1", "0177.0.0.1", "017700000001", "0", "0.0.0.0"),
    *("[::1]", "[::]", "[::ffff:127.0.0.1]", "[::ffff:7f00:1]", "[0:0:0:0:0:ffff:127.0.0.1]", "[64:ff9b::7f00:1]"),
    *("localhost", "localhost.", "LOCALHOST", "127.0.0.1.", "①②⑦.0.0.1"),
    *("127。0。0。1", "[fe80::1%25lo]", "%31%32%37.0.0.1"),
]  # fmt: skip


def opened(address: str, way: Way) -> Seen:
    return open_each([address], way)[address].seen


@pytest.mark.parametrize("number", PUBLIC)
def test_a_number_of_the_public_internet_is_allowed(number: str) -> None:
    assert is_public(number)


@pytest.mark.parametrize("number", NOT_PUBLIC)
def test_no_other_number_is(number: str) -> None:
    assert not is_public(number)


@pytest.mark.parametrize("host", HERE)
def test_as_in_production_this_machine_is_not_reached_however_it_is_written(server: Server, host: str) -> None:
    """The guard and the system's resolver are those of production; the port alone is the test's."""
    server.answers["/"] = page()
    way = Way("Portal", ports={server.port})
    assert opened(server.url("/", host), way) in {Seen.NOT_PUBLIC, Seen.STRANGE, Seen.NO_HOST}
    assert server.heard == []


def test_in_production_no_port_but_the_webs_own_is_opened(server: Server) -> None:
    assert opened(server.url("/", "8.8.8.8"), Way("Portal")) == Seen.NOT_TRIED
    assert opened(server.url("/", LOOPBACK), Way("Portal")) == Seen.NOT_TRIED
    assert server.heard == []


@pytest.mark.parametrize("numbers", [[LOOPBACK], ["8.8.8.8", LOOPBACK], ["::1", "8.8.8.8"], ["64:ff9b::7f00:1"]])
def test_with_one_number_that_is_none_of_the_publics_no_number_is_tried(server: Server, numbers: list[str]) -> None:
    server.answers["/"] = page()
    way = Way("Portal", ports={server.port}, resolve=lambda host: numbers)
    assert opened(server.url("/"), way) == Seen.NOT_PUBLIC
    assert server.heard == []


def test_a_name_is_resolved_once_and_what_it_means_afterwards_is_not_asked(server: Server) -> None:
    """As a name server does that answers the guard one thing and the connection another."""
    asked: list[str] = []

    def rebinding(host: str) -> Sequence[str]:
        asked.append(host)
        return [LOOPBACK] if len(asked) == 1 else ["10.0.0.1"]

    server.answers["/"] = page()
    assert opened(server.url("/"), server.way(resolve=rebinding)) == Seen.OPENS
    assert asked == ["site.example"]


def test_a_name_that_is_public_first_and_private_at_the_redirect_is_refused_there(server: Server) -> None:
    answers = iter([[LOOPBACK], ["127.0.0.2"]])
    server.answers |= {"/": moved("/inside"), "/inside": page()}
    assert opened(server.url("/"), server.way(resolve=lambda host: next(answers))) == Seen.NOT_PUBLIC
    assert len(server.heard) == 1


@pytest.mark.parametrize("host", ["127.0.0.2", "[::1]", "[::ffff:127.0.0.2]", "inside.example"])
def test_no_redirect_leads_into_a_network_of_ones_own(server: Server, host: str) -> None:
    numbers = {"site.example": [LOOPBACK], "inside.example": ["127.0.0.2"]}
    server.answers |= {"/": moved(server.url("/inside", host)), "/inside": page()}
    assert opened(server.url("/"), server.way(resolve=lambda name: numbers[name])) == Seen.NOT_PUBLIC
    assert len(server.heard) == 1


def test_the_socket_asks_once_more_where_the_library_resolves_nothing(server: Server) -> None:
    """An address of numbers passes no resolver at all."""

    def resolve(host: str) -> Sequence[str]:
        raise AssertionError(host)

    server.answers["/"] = page()
    assert opened(server.url("/", LOOPBACK), server.way(resolve=resolve)) == Seen.OPENS
    assert opened(server.url("/", "127.0.0.2"), server.way(resolve=resolve)) == Seen.NOT_PUBLIC


NO_PAGES = [
    *("file:///etc/passwd", "gopher://site.example/", "ftp://site.example/", "javascript:alert(1)", "data:,x"),
    *("ws://site.example/", "http://[::1", "http://x:99999/", "http://site.example:0x50/", "http://xn--/"),
    *("http://user@site.example/", "http://user:pass@site.example/", "http://@site.example/", "http://a b/"),
    *(f"http://{'ก' * 300}/", f"http://{'a' * 70}.example/"),
]
# Led to by a page they are of its own host.
WITHOUT_A_HOST = ["", "/path", "//site.example/", "http://", "http:///x", "https://\ud800/"]


def resolve_the_site(host: str) -> Sequence[str]:
    if host == "site.example":
        return [LOOPBACK]
    raise OSError(host)


@pytest.mark.parametrize("address", [*NO_PAGES, *WITHOUT_A_HOST])
def test_what_is_no_page_of_the_web_is_not_opened(server: Server, address: str) -> None:
    assert opened(address, server.way(resolve=resolve_the_site)) in {Seen.STRANGE, Seen.NO_HOST, Seen.NOT_TRIED}
    assert server.heard == []


@pytest.mark.parametrize("address", NO_PAGES)
def test_nor_is_it_where_a_page_leads_to_it(server: Server, address: str) -> None:
    server.answers["/"] = moved(address)
    seen = opened(server.url("/"), server.way(resolve=resolve_the_site))
    assert seen in {Seen.STRANGE, Seen.NO_HOST, Seen.NOT_TRIED}
    assert len(server.heard) == 1


def test_why_it_was_not_opened_is_said(server: Server) -> None:
    with pytest.raises(Unopened) as refused:
        asyncio.run(fetch(server.url("/", "127.0.0.2"), server.way()))
    assert refused.value.seen == Seen.NOT_PUBLIC
