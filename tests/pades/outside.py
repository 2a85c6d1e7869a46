"""What strangers' programs say of our signatures: openssl alone, without any code of the portal."""

from __future__ import annotations

import io
import subprocess
from dataclasses import dataclass
from pathlib import Path

from pyhanko.pdf_utils.reader import PdfFileReader


@dataclass(frozen=True)
class Part:
    """A signature or document time stamp as it lies in the file: the bytes that it is about, and itself in DER."""

    field: str
    is_stamp: bool
    content: bytes
    der: bytes
    value: bytes  # what the time stamp inside a signature is about
    stamps: tuple[bytes, ...]


def parts(pdf: bytes) -> list[Part]:
    """Cuts a file at the byte ranges of its signatures."""
    found = []
    for each in PdfFileReader(io.BytesIO(pdf)).embedded_signatures:
        start, length, again, rest = (int(number) for number in each.byte_range)
        inner = each.signer_info["unsigned_attrs"].native and each.signer_info["unsigned_attrs"]
        stamps = [attribute["values"][0].dump() for attribute in inner or ()]
        found.append(
            Part(
                field=str(each.field_name),
                is_stamp=str(each.sig_object["/SubFilter"]) == "/ETSI.RFC3161",
                content=pdf[start : start + length] + pdf[again : again + rest],
                der=bytes(each.pkcs7_content),
                value=bytes(each.signer_info["signature"].native),
                stamps=tuple(stamps),
            )
        )
    return found


def cms_verify(part: Part, roots: Path, place: Path) -> str:
    """`openssl cms -verify -cades`; raises with its words where it refuses."""
    (place / "signature.der").write_bytes(part.der)
    (place / "content").write_bytes(part.content)
    return _openssl(
        *("cms", "-verify", "-cades", "-binary", "-inform", "DER", "-in", str(place / "signature.der")),
        *("-content", str(place / "content"), "-CAfile", str(roots), "-out", "/dev/null"),
    )


def ts_verify(token: bytes, about: bytes, roots: Path, place: Path) -> str:
    """`openssl ts -verify`; raises with its words where it refuses."""
    (place / "stamp.der").write_bytes(token)
    (place / "about").write_bytes(about)
    return _openssl(
        *("ts", "-verify", "-token_in", "-in", str(place / "stamp.der")),
        *("-data", str(place / "about"), "-CAfile", str(roots)),
    )


def _openssl(*arguments: str) -> str:
    done = subprocess.run(["openssl", *arguments], check=False, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return done.stdout + done.stderr
