"""Why nothing was signed. Each message is a Thai sentence for the page, which says what to do next."""

from __future__ import annotations


class Unsigned(Exception):
    """Nothing was signed. `waits` says that it may pass without anybody's doing, so that it is tried again.

    `code` stands for it in the event log, which holds no words and is never rewritten.
    """

    waits = False
    code = "unsigned"


class NoKey(Unsigned):
    """There is no key, or it cannot be read."""

    code = "no_key"


class Locked(NoKey):
    """The key is there and does not open: a wrong passphrase, a wrong or locked PIN."""

    code = "locked"


class Hidden(NoKey):
    """The key's certificate can be seen only by who signs in at its token, which no page does."""

    code = "hidden"


class Unusable(Unsigned):
    """The certificate must not sign: expired, revoked, weak, of another purpose, or of no known issuer."""

    code = "unusable"


class Unmarked(Unsigned):
    """The demonstration's certificate on a report whose sheets do not say that it is one."""

    code = "unmarked"


class Unasked(Unsigned):
    """The issuer could not be asked whether the certificate is revoked."""

    waits = True
    code = "unasked"


class NoStamp(Unsigned):
    """The time stamper gave no answer: down, too slow, or it refused."""

    waits = True
    code = "no_stamp"


class Slow(Unsigned):
    """All those who must be asked together took longer than a signature may."""

    waits = True
    code = "slow"


class NoRoom(NoKey):
    """The disk takes nothing more: neither what is signed nor that a PIN was refused could be written down."""

    waits = True
    code = "not_kept"


class Unreached(Unsigned):
    """The place where files lie gave no answer: neither what is to be signed nor what is signed could pass."""

    waits = True
    code = "no_files"


class FalseStamp(Unsigned):
    """The time stamper's answer is not true: of another file, another request, another time, or by someone unknown."""

    code = "false_stamp"


class NoStamper(Unsigned):
    """The level asks for time stamps and nobody was named who makes them."""

    code = "no_stamper"


def unreadable(name: str) -> NoKey:
    """What is said of a file of keys that holds something else than it should."""
    return NoKey(f"อ่านไฟล์ {name} ในโฟลเดอร์กุญแจไม่ได้ ไฟล์อาจเสียหาย โปรดให้ผู้ดูแลเครื่องแม่ข่ายตรวจไฟล์")
