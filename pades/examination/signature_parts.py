"""The signatures of a file as parts that other programs can examine: openssl needs no code of the portal for them."""

from __future__ import annotations

import io
from collections.abc import Iterable
from dataclasses import dataclass

from asn1crypto import cms, pem, x509
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.general import extract_certificate_info
from pyhanko.sign.validation import DocumentSecurityStore
from pyhanko.sign.validation.generic_cms import extract_tst_data_iter

from pades.examination.trust import common_name
from pades.keys.certificates import fingerprint

_STAMP = "/ETSI.RFC3161"


@dataclass(frozen=True)
class Part:
    """A signature, or a time stamp of the whole document, as it lies in the file.

    It is about the bytes 0 to `first` and `again` to `again + rest`; `stamp` is the token about `value`, if it has one.
    """

    field: str
    first: int
    again: int
    rest: int
    der: bytes
    value: bytes
    stamp: bytes
    is_stamp: bool


@dataclass(frozen=True)
class SignatureParts:
    """What a signed file proves itself by; chains are PEM, each certificate under a line that names it."""

    parts: tuple[Part, ...]
    chain: str
    stamps_chain: str
    roots: tuple[str, ...]  # name and fingerprint of what the chains end in, for comparing


def of(pdf: bytes, *, roots: Iterable[x509.Certificate]) -> SignatureParts:
    """Takes a file apart that this portal signed; `roots` are those that it trusts."""
    reader = PdfFileReader(io.BytesIO(pdf))
    signers: dict[bytes, x509.Certificate] = {}
    stampers: dict[bytes, x509.Certificate] = {}
    found = []
    for each in reader.embedded_signatures:
        first, again, rest = (int(each.byte_range[at]) for at in (1, 2, 3))
        is_stamp = str(each.sig_object["/SubFilter"]) == _STAMP
        tokens = [] if is_stamp else list(extract_tst_data_iter(each.signer_info, signed=False))
        _add(stampers if is_stamp else signers, each.signed_data)
        for token in tokens:
            _add(stampers, token)
        found.append(
            Part(
                field=str(each.field_name),
                first=first,
                again=again,
                rest=rest,
                der=bytes(each.pkcs7_content),
                value=bytes(each.signer_info["signature"].native),
                stamp=_token(tokens[0]) if tokens else b"",
                is_stamp=is_stamp,
            )
        )
    others = {each.dump(): each for each in [*_stored(reader), *roots]}
    chain, stamps = _issued(signers, others), _issued(stampers, others)
    ends = {each.dump(): each for each in [*chain, *stamps] if each.self_signed in ("yes", "maybe")}
    return SignatureParts(
        tuple(found), _pem(chain), _pem(stamps), tuple(f"{common_name(e)} {fingerprint(e)}" for e in ends.values())
    )


def _add(to: dict[bytes, x509.Certificate], signed: cms.SignedData) -> None:
    info = extract_certificate_info(signed)
    for each in (info.signer_cert, *info.other_certs):
        to.setdefault(each.dump(), each)


def _stored(reader: PdfFileReader) -> list[x509.Certificate]:
    """The certificates beside the signatures, which a file of a long-term level brings along."""
    if "/DSS" not in reader.root:
        return []
    return list(DocumentSecurityStore.read_dss(reader).load_certs())


def _issued(begun: dict[bytes, x509.Certificate], others: dict[bytes, x509.Certificate]) -> list[x509.Certificate]:
    """The certificates, and of the others those that issued them, up to the root."""
    chain = dict(begun)
    while more := {
        key: each
        for key, each in others.items()
        if key not in chain and any(each.subject == below.issuer for below in chain.values())
    }:
        chain.update(more)
    return list(chain.values())


def _token(signed: cms.SignedData) -> bytes:
    return bytes(cms.ContentInfo({"content_type": "signed_data", "content": signed}).dump())


def _pem(certificates: Iterable[x509.Certificate]) -> str:
    blocks = [
        f"# {common_name(each)}\n# SHA-256 {fingerprint(each)}\n{pem.armor('CERTIFICATE', each.dump()).decode()}"
        for each in certificates
    ]
    return "".join(blocks)
