"""Several addresses are opened at the same time, each of another host."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence

from evidence.opening.fetch import Way, fetch
from evidence.opening.look import look
from evidence.opening.seen import Opened, Unopened


def open_each(addresses: Sequence[str], way: Way) -> dict[str, Opened]:
    """What became of each address; nothing that a server does raises."""
    return asyncio.run(_open_each(addresses, way))


async def _open_each(addresses: Sequence[str], way: Way) -> dict[str, Opened]:
    found = await asyncio.gather(*(_open(each, way) for each in addresses))
    return dict(zip(addresses, found, strict=True))


async def _open(address: str, way: Way) -> Opened:
    try:
        return look(await fetch(address, way))
    except Unopened as unopened:
        return Opened(unopened.seen)
