"""Every action that the event log can hold, as Thai sentences; a test looks for one without."""

from __future__ import annotations

from collections.abc import Mapping

from django.db import models

from measures.history import SENTENCES as MEASURES
from measures.services.recommended.history import SENTENCES as RECOMMENDED

# In braces: facts of the event as labels. A part that the event doesn't have is left out.
SENTENCES: dict[str, str] = {
    # measures: what is done to their words is said as their own history says it
    **{action: sentence for action, (_, sentence) in MEASURES.items()},
    "measure.hand_in": "ส่งมาตรการให้ตรวจ",
    "measure.complete": "บันทึกว่ามาตรการเสร็จสมบูรณ์โดยไม่ผ่านการตรวจ",
    "measure.take": "ตรวจรับมาตรการ",
    "measure.return": "ส่งมาตรการกลับแก้ไข",
    "measure.recall": "เรียกมาตรการที่ส่งตรวจคืนมาแก้ไข",
    "measure.reopen": "เปิดมาตรการให้แก้ไขอีกครั้ง",
    "evidence.announced": "แจ้งล่วงหน้าว่าหลักฐานภายใน{files} ครบกำหนดเก็บรักษา",
    "evidence.erased": "นำไฟล์หลักฐานออกตามกำหนดเก็บรักษา{files}",
    "plan.begun": "เริ่มปีงบประมาณ",
    "plan.changed": "แก้ไขปีและกำหนดการ",
    "plan.ordered": "จัดลำดับมาตรการในรายงาน",
    **RECOMMENDED,
    # scores
    "scores.saved": "บันทึกผลคะแนน",
    "scores.imported": "นำเข้าผลคะแนน",
    "scores.set_aside": "เก็บคะแนนที่ไม่ได้เลือกไว้",
    # reports
    "edition.submit": "เสนอให้พิจารณา",
    "edition.recall": "เรียกคืนมาแก้ไข",
    "edition.endorse": "เห็นชอบ",
    "edition.return": "ส่งกลับแก้ไข",
    "edition.approve": "อนุมัติ",
    "edition.sign": "ลงลายมือชื่อดิจิทัล",
    "edition.reopen": "เปิดฉบับที่ลงนามไม่ได้ให้เสนอใหม่",
    "edition.publish": "เผยแพร่ต่อประชาชน",
    "edition.set_aside": "ยกเลิกรอบที่อนุมัติแล้วก่อนเผยแพร่ และเปิดให้แก้ไข",
    "edition.replace": "แทนที่ฉบับที่เผยแพร่ด้วยฉบับใหม่",
    "edition.withdraw": "เพิกถอนฉบับที่เผยแพร่",
    "edition.begun": "เริ่มจัดทำฉบับใหม่",
    "signing.failed": "ลงลายมือชื่อไม่สำเร็จ",
    "signing.put_off": "ยังลงลายมือชื่อไม่ได้ ระบบจะลองใหม่เอง",
    "signing.again": "สั่งให้ลงลายมือชื่ออีกครั้ง",
    "report.compiled": "แก้ไขข้อความ",
    "report.set_aside": "เก็บข้อความที่ไม่ได้เลือกไว้",
    "report.imported": "นำเข้ารายงาน",
    "report.import_begun": "เริ่มนำเข้ารายงาน",
    "report.import_dropped": "ทิ้งรายงานที่นำเข้าค้างไว้",
    "doubt.settled": "ยืนยันให้คงข้อความที่ควรดูไว้",
    "endorsers.set": "กำหนดผู้เห็นชอบก่อนอนุมัติ",
    # people
    "membership.added": "เพิ่มบทบาท{role}",
    "membership.ended": "ยกเลิกบทบาท{role}",
    "membership.restored": "คืนบทบาท{role}",
    "membership.moved": "เปลี่ยนตำแหน่งหรือสำนัก/กอง",
    "invitation.sent": "เชิญผู้ใช้",
    "invitation.renewed": "ส่งคำเชิญใหม่",
    "invitation.withdrawn": "ยกเลิกคำเชิญ",
    "invitation.accepted": "ตอบรับคำเชิญ{differs}",
    "user.added": "สร้างบัญชีผู้ใช้",
    "user.deactivated": "ปิดการใช้งานของผู้ใช้",
    "user.reactivated": "เปิดใช้งานผู้ใช้อีกครั้ง",
    "user.password_set": "ตั้งรหัสผ่านให้ผู้ใช้",
    "user.password_link": "ออกลิงก์ตั้งรหัสผ่านให้ผู้ใช้",
    "user.particulars_changed": "แก้ไขชื่อ โทรศัพท์ หรืออีเมลของผู้ใช้",
    "user.address_changed": "เปลี่ยนอีเมลของผู้ใช้",
    "user.second_factor_reset": "ล้างการยืนยันตัวตนสองขั้นตอนของผู้ใช้",
    "user.operator_made": "กำหนดให้เป็นผู้ดูแลการติดตั้งระบบ",
    "user.operator_ended": "ยกเลิกการเป็นผู้ดูแลการติดตั้งระบบ",
    "reach.added": "กำหนดขอบเขตผู้กำกับดูแล",
    "officer.added": "เพิ่มผู้รับผิดชอบในรายชื่อ",
    "officer.changed": "แก้ไขผู้รับผิดชอบในรายชื่อ",
    "officer.linked": "ผูกผู้รับผิดชอบกับบัญชีผู้ใช้",
    "officer.handed_over": "ส่งมอบมาตรการให้ผู้รับผิดชอบคนใหม่",
    # sign-in
    "account.sign_in": "เข้าสู่ระบบ",
    "account.sign_out": "ออกจากระบบ",
    "account.sign_in_failed": "เข้าสู่ระบบไม่สำเร็จ",
    "account.password_change": "เปลี่ยนรหัสผ่าน",
    "account.password_reset": "ตั้งรหัสผ่านด้วยลิงก์",
    "account.password_link_requested": "มีผู้ขอลิงก์ตั้งรหัสผ่านทางอีเมล",
    "account.factor_added": "ตั้งการยืนยันตัวตนสองขั้นตอน",
    "account.factor_removed": "ยกเลิกการยืนยันตัวตนสองขั้นตอน",
    "account.factor_renewed": "สร้างรหัสสำรองชุดใหม่",
    "account.factor_failed": "ยืนยันตัวตนสองขั้นตอนไม่สำเร็จ",
    # the agency
    "agency.added": "เพิ่มหน่วยงาน",
    "agency.changed": "แก้ไขข้อมูลหน่วยงาน",
    "agency.list_kind": "กำหนดรายการข้อคำถามที่หน่วยงานใช้",
    "agency.emblem_set": "ตั้งตราหน่วยงาน",
    "agency.emblem_removed": "นำตราหน่วยงานออก",
    "agency.set_aside": "เก็บสิ่งที่ไม่ได้เลือกในหน้าตั้งค่าไว้",
    "agency.evidence_years": "กำหนดเวลาเก็บหลักฐานภายใน{kept}",
    "agency.second_factor_rule": "เปลี่ยนข้อกำหนดการยืนยันตัวตนสองขั้นตอน",
    "unit.added": "เพิ่มสำนัก/กอง",
    "unit.changed": "แก้ไขสำนัก/กอง",
    "unit.moved": "ย้ายลำดับสำนัก/กอง",
    "unit.removed": "ลบสำนัก/กอง",
    "wording.confirmed": "ยืนยันถ้อยคำของข้อคำถาม",
    "certificate.chosen": "เลือกใบรับรองสำหรับลงนาม",
    "certificate.tested": "ทดสอบใบรับรองสำหรับลงนาม",
    "catalogue.loaded": "ปรับปรุงบัญชีข้อคำถาม",
    "catalogue.item_added": "เพิ่มข้อในบัญชีข้อคำถาม",
    "catalogue.item_removed": "นำข้อออกจากบัญชีข้อคำถาม",
    "catalogue.item_changed": "แก้ไขข้อในบัญชีข้อคำถาม",
    "catalogue.confirmed": "ยืนยันถ้อยคำในบัญชีข้อคำถาม",
    "catalogue.copied": "คัดลอกบัญชีข้อคำถามไปเป็นของอีกปี",
    "catalogue.forerunners": "ยืนยันข้อเดิมของข้อคำถามระหว่างปี",
    "catalogue.wording_taken": "ใช้ถ้อยคำของหน่วยงานในบัญชีข้อคำถาม",
    # the installation
    "backup.made": "สำรองข้อมูลของระบบ",
    "backup.failed": "สำรองข้อมูลของระบบไม่สำเร็จ",
    "backup.restored": "กู้ข้อมูลของระบบจากสำเนาสำรอง",
    "backup.moved": "ย้ายข้อมูลของระบบมาที่ฐานข้อมูลนี้",
}
# The same of recovery codes, which come and go with the second factor.
OF_CODES: dict[str, str] = {
    "account.factor_added": "สร้างรหัสสำรอง",
    "account.factor_removed": "ยกเลิกรหัสสำรอง",
}
UNKNOWN = "เหตุการณ์ของระบบรุ่นอื่น"


class Topic(models.TextChoices):
    """What events are about, as the page's filter tells them apart."""

    SCORES = "scores", "ผลคะแนน"
    MEASURE = "measure", "มาตรการ"
    REPORT = "report", "รายงาน"
    PEOPLE = "people", "ผู้ใช้และบทบาท"
    SIGN_IN = "sign_in", "การเข้าสู่ระบบ"
    AGENCY = "agency", "หน่วยงาน"


# What people do each day before they do anything: shown where it is asked for. Failed ones and all else stay.
EVERYDAY = ("account.sign_in", "account.sign_out")

# The beginnings of actions.
BEGINNINGS: Mapping[Topic, tuple[str, ...]] = {
    Topic.SCORES: ("scores.",),
    Topic.MEASURE: (
        "measure.",
        "plan.",
        "progress.",
        "officers.",
        "reference.",
        "question.",
        "evidence.",
        "recommended.",
    ),
    Topic.REPORT: ("edition.", "report.", "doubt.", "endorsers.", "signing."),
    Topic.PEOPLE: ("membership.", "invitation.", "user.", "reach.", "officer."),
    Topic.SIGN_IN: ("account.",),
    Topic.AGENCY: ("agency.", "unit.", "wording.", "catalogue.", "certificate.", "backup."),
}
