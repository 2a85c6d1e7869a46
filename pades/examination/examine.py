"""What the signatures in a PDF prove: all of them, against our own roots; nothing is fetched and nothing is kept.

Only a file that the reporter certified and the approver locked, with nothing but proofs of time and validity after, is
GOOD. Whatever cannot be decided is not. The bytes may come from anybody: see sandbox.py.
"""

from __future__ import annotations

import asyncio
import io
import struct
import zlib
from dataclasses import replace
from datetime import datetime

from cryptography.exceptions import UnsupportedAlgorithm
from pyhanko.pdf_utils.misc import PdfError
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.diff_analysis import DiffResult, ModificationLevel
from pyhanko.sign.fields import FieldMDPAction, MDPPerm, enumerate_sig_fields
from pyhanko.sign.validation import EmbeddedPdfSignature
from pyhanko.sign.validation.errors import SignatureValidationError
from pyhanko.sign.validation.generic_cms import get_signing_cert_attr
from pyhanko.sign.validation.pdf_embedded import async_validate_pdf_signature, async_validate_pdf_timestamp
from pyhanko.sign.validation.status import SignatureStatus
from pyhanko_certvalidator.errors import PathBuildingError, ValidationError

from pades.examination import strictness, trust
from pades.examination.attached import agency_in, code_in
from pades.examination.found import Examination, Problem, Result, Roots, Signature
from pades.field_names import APPROVER, REPORTER

MOST_SIGNATURES = 16
MOST_REVISIONS = 48
# What a parser raises at bytes that were made to break it; anything else ends the process that examines them.
BROKEN = (
    *(PdfError, SignatureValidationError, ValueError, TypeError, LookupError, AttributeError, AssertionError),
    *(NotImplementedError, RecursionError, ArithmeticError, OSError, zlib.error, struct.error),
    *(UnsupportedAlgorithm, ValidationError, PathBuildingError),
)


_ABOUT_WHO = frozenset({Problem.UNKNOWN, Problem.EXPIRED, Problem.REVOKED, Problem.CLOCK})
_BREAKING = frozenset({Problem.DIGEST, Problem.BROKEN})


def examine(pdf: bytes, *, roots: Roots) -> Examination:
    """Examines all signatures. Raises nothing that the bytes themselves can cause short of exhausting the machine."""
    if b"%PDF-" not in pdf[:1024]:
        return Examination(Result.UNREADABLE, (Problem.NOT_A_PDF,))
    for strict in (True, False):
        try:
            reader = PdfFileReader(io.BytesIO(pdf), strict=strict)
            return replace(_examine(pdf, reader, roots), code=code_in(reader), agency=agency_in(reader))
        except BROKEN:
            continue
    return Examination(Result.UNREADABLE, (Problem.IRREGULAR,))


def _examine(pdf: bytes, reader: PdfFileReader, roots: Roots) -> Examination:
    if reader.encrypted:
        return Examination(Result.UNREADABLE, (Problem.ENCRYPTED,))
    fields = [(str(name), bool(value)) for name, value, _ in enumerate_sig_fields(reader)]
    filled = [name for name, has_value in fields if has_value]
    if len(filled) > MOST_SIGNATURES or reader.total_revisions > MOST_REVISIONS:
        return Examination(Result.UNREADABLE, (Problem.TOO_MANY,))
    if not filled:
        removed = b"/ByteRange" in pdf
        return Examination(Result.ALTERED, (Problem.REMOVED,)) if removed else Examination(Result.NOT_SIGNED)
    try:
        embedded = list(reader.embedded_signatures)
    except BROKEN:
        return Examination(Result.ALTERED, (Problem.BROKEN,))
    if len(embedded) != len(filled):
        return Examination(Result.ALTERED, (Problem.BROKEN,))
    signatures = tuple(asyncio.run(_each(pdf, reader, embedded, roots)))
    problems = tuple(_of_file(pdf, reader, embedded, fields))
    if len({bool(each.clock) for each in signatures if each.field in (REPORTER, APPROVER)}) > 1:
        problems = (*problems, Problem.UNSTAMPED)  # we stamp both or neither: one stamp was taken out
    return _concluded(problems, signatures, reader)


async def _each(
    pdf: bytes, reader: PdfFileReader, embedded: list[EmbeddedPdfSignature], roots: Roots
) -> list[Signature]:
    return [await _one(pdf, reader, each, roots) for each in embedded]


async def _one(pdf: bytes, reader: PdfFileReader, embedded: EmbeddedPdfSignature, roots: Roots) -> Signature:
    is_stamp = embedded.sig_object_type == "/DocTimeStamp"
    try:
        clock = trust.clock_in(embedded.signed_data) if is_stamp else trust.clock_of(embedded.signer_info)
        moment = clock.at if clock else roots.now
        context = trust.context(roots, reader, moment)
        status: SignatureStatus
        if is_stamp:
            status = await async_validate_pdf_timestamp(embedded, context, diff_policy=strictness.STRICT)
            beside = None
        else:
            signed = await async_validate_pdf_signature(embedded, context, diff_policy=strictness.STRICT)
            status, beside = signed, signed.timestamp_validity
        problems = [*_of_bytes(pdf, embedded, status), *_of_trust(status, moment, roots)]
        if clock and not is_stamp and not (beside and trust.is_trusted(beside, moment, roots.now)):
            # A stamp over something else was put there by a forger; whose stamp it is, by a stranger.
            problems.append(Problem.CLOCK if beside and beside.intact and beside.valid else Problem.GAP)
        return _signature(embedded, tuple(problems), clock)
    except BROKEN:
        return Signature(str(embedded.field_name), is_stamp, (Problem.BROKEN,))


def _of_bytes(pdf: bytes, embedded: EmbeddedPdfSignature, status: SignatureStatus) -> list[Problem]:
    """Whether the file is what was signed, and what came after it allowed."""
    found = []
    if not (status.intact and status.valid):
        found.append(Problem.DIGEST)
    if not strictness.fills_its_gap(pdf, embedded):
        found.append(Problem.GAP)
    allowed = ModificationLevel.FORM_FILLING if embedded.field_name == REPORTER else ModificationLevel.LTA_UPDATES
    changes: object = embedded.diff_result
    if not isinstance(changes, DiffResult) or changes.modification_level > allowed:
        found.append(Problem.CHANGED_LATER)
    if embedded.sig_object_type == "/DocTimeStamp":
        bare = strictness.is_bare_stamp(embedded.sig_field)
    else:
        bare = get_signing_cert_attr(embedded.signer_info["signed_attrs"]) is not None
    return found if bare else [*found, Problem.BROKEN]


def _of_trust(status: SignatureStatus, moment: datetime, roots: Roots) -> list[Problem]:
    if trust.is_trusted(status, moment, roots.now) or not (status.intact and status.valid):
        return []  # of a broken signature nobody's name is asked
    return [Problem(trust.why_not(status, moment))]


def _signature(embedded: EmbeddedPdfSignature, problems: tuple[Problem, ...], clock: trust.Clock | None) -> Signature:
    certificate = embedded.signer_cert
    return Signature(
        field=str(embedded.field_name),
        is_stamp=embedded.sig_object_type == "/DocTimeStamp",
        problems=problems,
        signer=trust.common_name(certificate),
        organization=trust.organization(certificate),
        issuer=trust.issuer(certificate),
        fingerprint=certificate.sha256.hex(),
        name=str(embedded.sig_object["/Name"]) if "/Name" in embedded.sig_object else "",
        at=clock.at if clock else embedded.self_reported_timestamp,
        clock=clock.name if clock else "",
        end=strictness.signed_end(embedded),
    )


def _of_file(
    pdf: bytes, reader: PdfFileReader, embedded: list[EmbeddedPdfSignature], fields: list[tuple[str, bool]]
) -> list[Problem]:
    """What no single signature tells: that all is there, and nothing else."""
    found = []
    if not reader.strict or reader.xrefs.hybrid_xrefs_present:
        found.append(Problem.IRREGULAR)
    if not strictness.ends_at_eof(pdf):
        found.append(Problem.TRAILING)
    by_name = {str(each.field_name): each for each in embedded}
    stamps = {name for name, each in by_name.items() if each.sig_object_type == "/DocTimeStamp"}
    wanted = sorted([REPORTER, APPROVER, *(stamps - {REPORTER, APPROVER})])
    if sorted(strictness.all_fields(reader)) != wanted or sorted(fields) != [(name, True) for name in wanted]:
        found.append(Problem.OTHER_FIELDS)
    reporter, approver = by_name.get(REPORTER), by_name.get(APPROVER)
    if reporter is None or REPORTER in stamps:
        found.append(Problem.NO_REPORTER)
    elif not _certifies(reader, reporter) or not strictness.keeps_its_trailer(reader, reporter.signed_revision):
        found.append(Problem.NOT_CERTIFIED)
    if approver is None or APPROVER in stamps:
        found.append(Problem.NO_APPROVER)
    elif reporter is None or not _locks(approver, after=reporter):
        found.append(Problem.NOT_LOCKED)
    elif not strictness.holds_only_its_objects(pdf, reader, strictness.signed_end(approver)):
        found.append(Problem.UNLISTED)
    return found


def _certifies(reader: PdfFileReader, reporter: EmbeddedPdfSignature) -> bool:
    """Whether the catalogue names the reporter's signature as the one that certifies, for forms to be filled in."""
    if "/Perms" not in reader.root or "/DocMDP" not in reader.root["/Perms"]:
        return False
    named = reader.root["/Perms"].raw_get("/DocMDP")
    return bool(named == reporter.sig_field.raw_get("/V")) and reporter.docmdp_level == MDPPerm.FILL_FORMS


def _locks(approver: EmbeddedPdfSignature, *, after: EmbeddedPdfSignature) -> bool:
    """Whether the approver's signature came later, locks all fields and forbids any change."""
    lock = approver.fieldmdp
    locked = lock is not None and lock.action == FieldMDPAction.ALL and approver.docmdp_level == MDPPerm.NO_CHANGES
    return locked and strictness.signed_end(after) < strictness.signed_end(approver)


def _concluded(problems: tuple[Problem, ...], signatures: tuple[Signature, ...], reader: PdfFileReader) -> Examination:
    """Signatures of nobody we know are just that, however the file was changed by its makers' programs since."""
    theirs = {problem for each in signatures for problem in each.problems}
    known = any(not _ABOUT_WHO & set(each.problems) and not each.is_stamp for each in signatures)
    other = {Problem.NO_REPORTER, Problem.NO_APPROVER} <= set(problems)
    if theirs & _BREAKING or (known and (theirs - _ABOUT_WHO or (problems and not other))):
        result = Result.ALTERED
    elif theirs or problems:
        result = Result.UNKNOWN_SIGNER
    else:
        result = Result.GOOD
    return Examination(result, problems, signatures, _level(signatures, reader) if result is Result.GOOD else "")


def _level(signatures: tuple[Signature, ...], reader: PdfFileReader) -> str:
    if any(each.is_stamp for each in signatures):
        return "B-LTA"
    if not all(each.clock for each in signatures):
        return "B-B"
    return "B-LT" if "/DSS" in reader.root else "B-T"
