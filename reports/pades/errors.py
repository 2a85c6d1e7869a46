"""Why nothing was signed. Each message is a Thai sentence for the page, which says what to do next."""

from __future__ import annotations


class Unsigned(Exception):
    """Nothing was signed. `waits` says that it may pass without anybody's doing, so that it is tried again."""

    waits = False


class NoKey(Unsigned):
    """There is no key, or it cannot be read."""


class Locked(NoKey):
    """The key is there and does not open: a wrong passphrase, a wrong or locked PIN."""


class Hidden(NoKey):
    """The key's certificate can be seen only by who signs in at its token, which no page does."""


class Unusable(Unsigned):
    """The certificate must not sign: expired, revoked, weak, of another purpose, or of no known issuer."""


class Unmarked(Unsigned):
    """The demonstration's certificate on a report whose sheets do not say that it is one."""


class Unasked(Unsigned):
    """The issuer could not be asked whether the certificate is revoked."""

    waits = True


class NoStamp(Unsigned):
    """The time stamper gave no answer: down, too slow, or it refused."""

    waits = True


class FalseStamp(Unsigned):
    """The time stamper's answer is not true: of another file, another request, another time, or by someone unknown."""


class NoStamper(Unsigned):
    """The level asks for time stamps and nobody was named who makes them."""


def unreadable(name: str) -> NoKey:
    """What is said of a file of keys that holds something else than it should."""
    return NoKey(f"อ่านไฟล์ {name} ในโฟลเดอร์กุญแจไม่ได้ ไฟล์อาจเสียหาย โปรดให้ผู้ดูแลเครื่องแม่ข่ายตรวจไฟล์")
