"""One download that proves itself when the portal is gone: file, data, signatures, and how to check them."""

from __future__ import annotations

import hashlib
import io
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from pades.examination.signature_parts import Part, SignatureParts
from thai.dates import format_date, format_time
from thai.dates.showing import BANGKOK

HOW = "HOW-TO-VERIFY.th.txt"
SUMS = "SHA256SUMS"
CHAIN = "certificates/chain.pem"
STAMPS = "certificates/timestamps.pem"
_PDF = "report.pdf"
_SIGNED = "as-signed.pdf"


@dataclass(frozen=True, kw_only=True)
class Bundle:
    """What goes in, and what is said of it; `signed_at` dates the files inside, so that same facts give same bytes."""

    pdf: bytes
    json: bytes
    csv: bytes
    called: str  # what sentences call such a document
    title: str
    table: str  # what the columns of the table hold
    agency: str
    year: int
    code: str
    address: str
    signed_at: datetime
    demo: bool
    signatures: SignatureParts
    evidence: Mapping[str, bytes] = field(default_factory=dict)  # by their paths; each is read when it is packed

    def data(self) -> bytes:
        """Returns the ZIP."""
        files = {
            _PDF: self.pdf,
            "report.json": self.json,
            "report.csv": self.csv,
            CHAIN: self.signatures.chain.encode(),
            **({STAMPS: self.signatures.stamps_chain.encode()} if self.signatures.stamps_chain else {}),
            **_signatures(self.signatures.parts),
            HOW: _how(self).encode(),
        }
        sums = {name: hashlib.sha256(body).hexdigest() for name, body in files.items()}
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
            for name, body in files.items():
                packed.writestr(_entry(name, self.signed_at), body)
            for name, body in self.evidence.items():
                packed.writestr(_entry(name, self.signed_at), body)
                sums[name] = hashlib.sha256(body).hexdigest()
            listed = "".join(f"{digest}  {name}\n" for name, digest in sums.items())
            packed.writestr(_entry(SUMS, self.signed_at), listed)
        return out.getvalue()


def _entry(name: str, moment: datetime) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name, moment.astimezone(BANGKOK).timetuple()[:6])
    entry.compress_type = zipfile.ZIP_DEFLATED
    entry.external_attr = 0o644 << 16
    return entry


def _signatures(parts: tuple[Part, ...]) -> dict[str, bytes]:
    found = {}
    for part in parts:
        found[f"signatures/{part.field}.der"] = part.der
        if part.stamp:
            found[f"signatures/{part.field}.value"] = part.value
            found[f"signatures/{part.field}.stamp.der"] = part.stamp
    return found


def signed_length(signatures: SignatureParts) -> int:
    """Where the bytes end that the approver, who signs last, has signed: what comes after is nobody's word.

    Nought where nobody has signed.
    """
    return max((part.again + part.rest for part in signatures.parts if not part.is_stamp), default=0)


def commands(signatures: SignatureParts, signed_at: datetime) -> list[str]:
    """Each check as a line for a shell in the unpacked folder; every one ends with status 0 for a genuine bundle.

    All look at the moment of signing, so that certificates may have expired since.
    """
    lines = []
    when = f"-attime {int(signed_at.timestamp())}"
    stamped = f"-CAfile {STAMPS} {when}"
    for part in signatures.parts:
        after = f"tail -c +{part.again + 1} {_PDF} | head -c {part.rest}"
        lines.append(f"(head -c {part.first} {_PDF}; {after}) > {part.field}.signed")
        der = f"signatures/{part.field}.der"
        if part.is_stamp:
            lines.append(f"openssl ts -verify -token_in -in {der} -data {part.field}.signed {stamped}")
            continue
        lines.append(
            f"openssl cms -verify -cades -binary -inform DER -in {der} -content {part.field}.signed "
            f"-CAfile {CHAIN} -purpose any {when} -out /dev/null"
        )
        if part.stamp:
            stamp, value = f"signatures/{part.field}.stamp.der", f"signatures/{part.field}.value"
            lines.append(f"openssl ts -verify -token_in -in {stamp} -data {value} {stamped}")
    return lines


def _how(bundle: Bundle) -> str:
    length = signed_length(bundle.signatures)
    shell = "\n".join(f"    {line}" for line in commands(bundle.signatures, bundle.signed_at))
    roots = "\n".join(f"    {line}" for line in bundle.signatures.roots)
    demo = "\nลงนามด้วยใบรับรองทดลอง (DEMO) ไม่มีผลทางกฎหมาย\n" if bundle.demo else ""
    return f"""วิธีตรวจ{bundle.called}ชุดนี้โดยไม่ต้องใช้ระบบที่ออก{bundle.called}
{demo}
{bundle.title}
{bundle.agency} ปีงบประมาณ {bundle.year}
รหัสตรวจสอบ {bundle.code}
ที่อยู่เมื่อเผยแพร่ {bundle.address}
ลงนามเมื่อ {format_date(bundle.signed_at)} เวลา {format_time(bundle.signed_at)}

ในชุดนี้มี
    {_PDF}         {bundle.called}ที่ลงนามแล้ว (PDF/A-3 และ PDF/UA ลายมือชื่อ PAdES)
    report.json        ข้อมูลของ{bundle.called} เป็นชุดเดียวกับที่ฝังอยู่ใน {_PDF} ทุกไบต์
    report.csv         ตาราง{bundle.table} ส่วนอื่นของ{bundle.called}อยู่ใน report.json
    certificates/      ใบรับรองของผู้ลงนามและผู้ออก และของผู้ประทับเวลา
    signatures/        ลายมือชื่อและตราประทับเวลา คัดออกมาจาก {_PDF}
{_evidence(bundle)}    {SUMS}         ค่า SHA-256 ของทุกไฟล์

คำสั่งต่อไปนี้ใช้ในเครื่อง Linux หรือ macOS ที่มี openssl 3 พิมพ์ในโฟลเดอร์ที่แตกไฟล์ ทีละบรรทัด

1. ไฟล์ครบและไม่เสียหายระหว่างทาง ทุกบรรทัดต้องขึ้นว่า OK
    sha256sum -c {SUMS}
   บน Windows ใช้ certutil -hashfile {_PDF} SHA256 แล้วเทียบกับบรรทัดใน {SUMS}
   ข้อนี้ไม่พิสูจน์ว่าเป็นของจริง ผู้ที่แก้ไฟล์คำนวณค่าใหม่ได้ ให้ตรวจต่อจนครบทุกข้อ

2. ตัดเอาเฉพาะส่วนที่ลงนามไว้ แล้วเปิดอ่าน{bundle.called}จาก {_SIGNED} เท่านั้น
    head -c {length} {_PDF} > {_SIGNED}
   สิ่งที่ต่อท้าย {_PDF} หลังไบต์ที่ {length} ไม่มีผู้ใดลงนามรับรอง ของจริงมีได้เฉพาะข้อมูลสำหรับตรวจลายมือชื่อในระยะยาว
   ซึ่งไม่เปลี่ยนหน้ากระดาษ หากสองไฟล์นี้แสดงหน้ากระดาษต่างกัน แสดงว่า {_PDF} ถูกแก้ไข

3. ลายมือชื่อและตราประทับเวลา ต้องขึ้นว่า Verification successful และ Verification: OK ทุกคำสั่ง
{shell}
   -attime คือเวลาที่ลงนาม เพื่อให้ตรวจได้แม้ใบรับรองของผู้ลงนามหรือของผู้ประทับเวลาหมดอายุแล้ว

4. ลายมือชื่อครอบคลุมทั้ง {_SIGNED} (โปรแกรมในชุด poppler-utils)
    pdfsig {_SIGNED}
   ผู้เสนอ (Reporter) และผู้อนุมัติ (Approver) ต้องขึ้นว่า Signature is Valid ทั้งสองคน
   ผู้อนุมัติ (Approver) ต้องขึ้นว่า Total document signed และเลขสุดท้ายของ Signed Ranges ต้องเป็น {length}
   ผู้เสนอขึ้นว่า Not total document signed เป็นปกติ เพราะลงนามก่อนผู้อนุมัติ
   Certificate issuer isn't Trusted เป็นปกติ เพราะโปรแกรมไม่รู้จักผู้ออกใบรับรอง ข้อ 3 และข้อ 6 ตรวจส่วนนี้
   หากใช้ pdfsig กับ {_PDF} ผู้อนุมัติอาจขึ้นว่า Not total document signed ได้ เพราะสิ่งที่ต่อท้ายตามข้อ 2

5. ข้อมูลใน {_SIGNED} เป็นชุดเดียวกับ report.json ต้องไม่ขึ้นว่าต่างกัน
    pdfdetach -savefile report.json -o inside.json {_SIGNED} && cmp inside.json report.json
{_checked(bundle)}
6. ผู้ออกใบรับรองเป็นของจริง
   คำสั่งข้างต้นพิสูจน์ว่าลงนามด้วยใบรับรองที่อยู่ในชุดนี้ ส่วนใบรับรองเป็นของหน่วยงานจริงหรือไม่
   ให้เทียบค่า SHA-256 ต่อไปนี้กับที่หน่วยงานหรือผู้ออกใบรับรองแจ้งทางช่องทางอื่น
{roots}
"""


def _evidence(bundle: Bundle) -> str:
    """The line of the folder, where there is one."""
    count = len(bundle.evidence)
    return f"    evidence/          หลักฐานที่เผยแพร่พร้อม{bundle.called} {count} ไฟล์\n" if count else ""


def _checked(bundle: Bundle) -> str:
    """How a file of evidence is known to be the one that was signed for: its digest stands in the signed data."""
    if not bundle.evidence:
        return ""
    return """
   หลักฐานทุกไฟล์เป็นไฟล์ที่เอกสารอ้างถึง เพราะค่า SHA-256 อยู่ในข้อมูลที่ลงนามแล้ว ต้องไม่มีบรรทัดใดขึ้นมา
    sha256sum evidence/* | cut -c1-64 | while read sum; do grep -q "$sum" report.json || echo "$sum"; done
"""
