"""One download that proves itself when the portal is gone: file, data, signatures, and how to check them."""

from __future__ import annotations

import hashlib
import io
import zipfile
from dataclasses import dataclass
from datetime import datetime

from reports.pades.evidence import Evidence, Part
from thai.dates import format_moment
from thai.dates.showing import BANGKOK

HOW = "HOW-TO-VERIFY.th.txt"
SUMS = "SHA256SUMS"
CHAIN = "certificates/chain.pem"
STAMPS = "certificates/timestamps.pem"
_PDF = "report.pdf"


@dataclass(frozen=True, kw_only=True)
class Bundle:
    """What goes in, and what is said of it; `signed_at` dates the files inside, so that same facts give same bytes."""

    pdf: bytes
    json: bytes
    csv: bytes
    title: str
    agency: str
    year: int
    code: str
    address: str
    signed_at: datetime
    demo: bool
    evidence: Evidence

    def data(self) -> bytes:
        """The ZIP."""
        files = {
            _PDF: self.pdf,
            "report.json": self.json,
            "report.csv": self.csv,
            CHAIN: self.evidence.chain.encode(),
            **({STAMPS: self.evidence.stamps_chain.encode()} if self.evidence.stamps_chain else {}),
            **_signatures(self.evidence.parts),
            HOW: _how(self).encode(),
        }
        files[SUMS] = "".join(f"{hashlib.sha256(body).hexdigest()}  {name}\n" for name, body in files.items()).encode()
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
            for name, body in files.items():
                packed.writestr(_entry(name, self.signed_at), body)
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


def commands(evidence: Evidence, signed_at: datetime) -> list[str]:
    """Each check as a line for a shell in the unpacked folder; every one ends with status 0 for a genuine bundle."""
    lines = [f"sha256sum -c {SUMS}"]
    when = f"-attime {int(signed_at.timestamp())}"
    for part in evidence.parts:
        after = f"tail -c +{part.again + 1} {_PDF} | head -c {part.rest}"
        lines.append(f"(head -c {part.first} {_PDF}; {after}) > {part.field}.signed")
        der = f"signatures/{part.field}.der"
        if part.is_stamp:
            lines.append(f"openssl ts -verify -token_in -in {der} -data {part.field}.signed -CAfile {STAMPS}")
            continue
        lines.append(
            f"openssl cms -verify -cades -binary -inform DER -in {der} -content {part.field}.signed "
            f"-CAfile {CHAIN} -purpose any {when} -out /dev/null"
        )
        if part.stamp:
            stamp, value = f"signatures/{part.field}.stamp.der", f"signatures/{part.field}.value"
            lines.append(f"openssl ts -verify -token_in -in {stamp} -data {value} -CAfile {STAMPS}")
    return lines


def _how(bundle: Bundle) -> str:
    sums, *checks = commands(bundle.evidence, bundle.signed_at)
    shell = "\n".join(f"    {line}" for line in checks)
    roots = "\n".join(f"    {line}" for line in bundle.evidence.roots)
    demo = "\nลงนามด้วยใบรับรองทดลอง (DEMO) ไม่มีผลทางกฎหมาย\n" if bundle.demo else ""
    return f"""วิธีตรวจรายงานชุดนี้โดยไม่ต้องใช้ระบบที่ออกรายงาน
{demo}
{bundle.title}
{bundle.agency} ปีงบประมาณ {bundle.year}
รหัสตรวจสอบ {bundle.code}
ที่อยู่เมื่อเผยแพร่ {bundle.address}
ลงนามเมื่อ {format_moment(bundle.signed_at)}

ในชุดนี้มี
    {_PDF}         รายงานที่ลงนามแล้ว (PDF/A-3 และ PDF/UA ลายมือชื่อ PAdES)
    report.json        ข้อมูลของรายงาน เป็นชุดเดียวกับที่ฝังอยู่ใน {_PDF} ทุกไบต์
    report.csv         ข้อมูลเดียวกันเป็นตาราง
    certificates/      ใบรับรองของผู้ลงนามและผู้ออก และของผู้ประทับเวลา
    signatures/        ลายมือชื่อและตราประทับเวลา คัดออกมาจาก {_PDF}
    {SUMS}         ค่า SHA-256 ของทุกไฟล์

คำสั่งต่อไปนี้ใช้ในเครื่อง Linux หรือ macOS ที่มี openssl 3 พิมพ์ในโฟลเดอร์ที่แตกไฟล์ ทีละบรรทัด

1. ไฟล์ครบและไม่เปลี่ยน ทุกบรรทัดต้องขึ้นว่า OK
    {sums}
   บน Windows ใช้ certutil -hashfile {_PDF} SHA256 แล้วเทียบกับบรรทัดใน {SUMS}

2. ลายมือชื่อและตราประทับเวลา ต้องขึ้นว่า Verification successful และ Verification: OK ทุกคำสั่ง
{shell}
   -attime คือเวลาที่ลงนาม เพื่อให้ตรวจได้หลังใบรับรองหมดอายุ

3. ไฟล์ PDF กับลายมือชื่อ (โปรแกรมในชุด poppler-utils)
   ต้องเป็น Signature is Valid ทั้งผู้รายงาน (Reporter) และผู้อนุมัติ (Approver)
       pdfsig {_PDF}

4. ข้อมูลใน PDF เป็นชุดเดียวกับ report.json ต้องไม่ขึ้นว่าต่างกัน
       pdfdetach -savefile report.json -o inside.json {_PDF} && cmp inside.json report.json

5. ผู้ออกใบรับรองเป็นของจริง
   คำสั่งข้างต้นพิสูจน์ว่าลงนามด้วยใบรับรองที่อยู่ในชุดนี้ ส่วนใบรับรองเป็นของหน่วยงานจริงหรือไม่
   ให้เทียบค่า SHA-256 ต่อไปนี้กับที่หน่วยงานหรือผู้ออกใบรับรองแจ้งทางช่องทางอื่น
{roots}
"""
