"""Files that have nothing to do with the portal."""

from __future__ import annotations

import io
from datetime import datetime, timedelta

import pikepdf
from asn1crypto import keys as asn1_keys
from asn1crypto import x509 as asn1
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import AuthorityInformationAccessOID, NameOID
from PIL import Image
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign.signers import PdfSignatureMetadata, PdfSigner, SimpleSigner
from pyhanko_certvalidator.registry import SimpleCertificateStore


def plain_pdf(pages: int = 1, **kwargs: object) -> bytes:
    """As a scanner writes it."""
    out = io.BytesIO()
    with pikepdf.new() as pdf:
        for _ in range(pages):
            pdf.add_blank_page()
        pdf.save(out, **kwargs)  # type: ignore[arg-type]  # whatever pikepdf takes
    return out.getvalue()


def encrypted_pdf() -> bytes:
    return plain_pdf(encryption=pikepdf.Encryption(owner="x", user="y"))


def picture(kind: str) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (40, 30), "navy").save(out, kind)
    return out.getvalue()


def damaged_tables(pdf: bytes) -> bytes:
    """Viewers repair it."""
    return pdf.replace(b"startxref\n", b"startxref\n9")


def signed_by(person: SimpleSigner, pdf: bytes, field: str = "Signature1") -> bytes:
    """As any program signs: an approval signature with a visible name, and metadata written anew."""
    out = io.BytesIO()
    meta = PdfSignatureMetadata(field_name=field, md_algorithm="sha256")
    PdfSigner(meta, person).sign_pdf(IncrementalPdfFileWriter(io.BytesIO(pdf)), output=out)
    return out.getvalue()


def a_stranger(now: datetime, asks: str = "", name: str = "นายแปลกหน้า มาไกล") -> SimpleSigner:
    """A self-made certificate; `asks` is an address that it gives for its issuer, its list and its responder."""
    key = ec.generate_private_key(ec.SECP256R1())
    whose = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    made = (
        x509.CertificateBuilder(whose, whose, key.public_key(), x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=300))
        .add_extension(_usage(), critical=True)
    )
    if asks:
        made = _asking(made, asks)
    certificate = made.sign(key, hashes.SHA256())
    der = serialization.Encoding.DER
    secret = key.private_bytes(der, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    own = asn1.Certificate.load(certificate.public_bytes(der))
    return SimpleSigner(
        signing_cert=own,
        signing_key=asn1_keys.PrivateKeyInfo.load(secret),
        cert_registry=SimpleCertificateStore.from_certs([own]),
    )


def _usage() -> x509.KeyUsage:
    no = dict.fromkeys(
        (
            *("key_encipherment", "data_encipherment", "key_agreement", "key_cert_sign", "crl_sign"),
            *("encipher_only", "decipher_only"),
        ),
        False,
    )
    return x509.KeyUsage(digital_signature=True, content_commitment=True, **no)


def _asking(made: x509.CertificateBuilder, address: str) -> x509.CertificateBuilder:
    place = x509.UniformResourceIdentifier(address)
    ways = (AuthorityInformationAccessOID.OCSP, AuthorityInformationAccessOID.CA_ISSUERS)
    about = x509.AuthorityInformationAccess([x509.AccessDescription(way, place) for way in ways])
    lists = x509.CRLDistributionPoints([x509.DistributionPoint([place], None, None, None)])
    return made.add_extension(about, critical=False).add_extension(lists, critical=False)
