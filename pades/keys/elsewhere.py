"""Keys that lie on another machine: what is known of them here comes from whoever registers, see reports/signing."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from asn1crypto import pem, x509

from pades.errors import Hidden, NoKey

NOT_HERE = "กุญแจอยู่ที่เครื่องสำหรับลงนาม เครื่องนี้ลงนามเองไม่ได้ ระบบจะลงนามรายงานที่เครื่องนั้น"
_UNSEEN = "เครื่องสำหรับลงนามยังไม่ได้แจ้งข้อมูลของใบรับรองนี้ จะตรวจใบรับรองเมื่อลงนาม"


@dataclass(frozen=True)
class KeyFacts:
    """What the signing machine tells of an agency's keys: places, and by place a certificate (PEM) or what is wrong."""

    sources: tuple[str, ...] = ()
    certificates: Mapping[str, str] = field(default_factory=dict)
    problems: Mapping[str, str] = field(default_factory=dict)
    lying: str = ""

    def certificate(self, source: str) -> x509.Certificate:
        """The certificate of a key's place. Raises NoKey with what is wrong there, Hidden where nothing was told."""
        if problem := self.problems.get(source):
            raise NoKey(problem)
        found = certificates(self.certificates.get(source, ""))
        if not found:
            raise Hidden(_UNSEEN)
        return found[0]


@dataclass(frozen=True)
class Told:
    """How one asks: of an agency by its slug, and for the roots that the signing machine trusts, as PEM."""

    of: Callable[[str], KeyFacts]
    roots: Callable[[], str]


told = Told(lambda slug: KeyFacts(), lambda: "")


def told_by(how: Told) -> None:
    """Whom to ask from now on."""
    global told  # noqa: PLW0603 - one for the process, set once at its start
    told = how


def certificates(text: str) -> list[x509.Certificate]:
    """The certificates of a PEM text that this portal wrote."""
    if not text:
        return []
    return [x509.Certificate.load(data, strict=True) for _, _, data in pem.unarmor(text.encode(), multiple=True)]


def as_pem(found: list[x509.Certificate]) -> str:
    """Certificates as text."""
    return "".join(pem.armor("CERTIFICATE", each.dump()).decode() for each in found)
