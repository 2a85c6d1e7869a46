"""How often one address may ask: counted where all workers see it."""

from __future__ import annotations

import ipaddress
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime

from allauth.account.adapter import get_adapter
from django.core.cache import BaseCache, cache, caches
from django.http import HttpRequest

_NEIGHBOURHOOD = 64  # bits of an IPv6 address that one household has


@dataclass(frozen=True)
class Rate:
    """So many times in so many seconds."""

    name: str
    most: int
    seconds: int


FILES = Rate("verify-file", most=20, seconds=60)
CODES = Rate("verify-code", most=60, seconds=60)
SEARCHES = Rate("search", most=60, seconds=60)  # of words among the published reports
MADE = Rate("file-made", most=20, seconds=60)  # of a published report, in a format in which it doesn't lie ready


def allows(request: HttpRequest, rate: Rate, *, now: datetime) -> bool:
    """Whether the request's address has asked less often; counts this time too."""
    window = int(now.timestamp()) // rate.seconds
    key = f"{rate.name}:{_whose(request)}:{window}"
    # On a disk that takes nothing more a cache counts nothing: who only asks gets an answer, and each process counts
    # by itself.
    for counter in (cache, caches["process"]):
        with suppress(OSError, ValueError):
            return _counts(counter, key, rate)
    return True  # thrown out of a full cache between the two


def _counts(counter: BaseCache, key: str, rate: Rate) -> bool:
    """Raises OSError or, where the cache kept nothing without a word, ValueError."""
    counter.add(key, 0, timeout=2 * rate.seconds)
    return counter.incr(key) <= rate.most


def _whose(request: HttpRequest) -> str:
    address = str(get_adapter().get_client_ip(request))
    try:
        read = ipaddress.ip_address(address)
    except ValueError:
        return "unknown"
    if read.version == 4:
        return str(read)
    return str(ipaddress.ip_network(f"{read}/{_NEIGHBOURHOOD}", strict=False).network_address).replace(":", "-")
