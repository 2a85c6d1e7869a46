"""What acts are called in figures and in the sizing, in English and Thai."""

BARE = "bare view"
SIGN_IN = "sign in"
SAVE = "save progress"
SUBMIT = "submit a report"
APPROVE = "approve a report, and its signature"
PUBLISH = "publish a report"
LIST = "public list"
SEARCH = "search"
READ = "page of a report"
PDF = "PDF of a report"
CODE = "verify a code"
FILE = "verify a file"

THAI = {
    BARE: "หน้าที่ไม่ทำอะไร",
    SIGN_IN: "เข้าสู่ระบบ",
    SAVE: "บันทึกผลการดำเนินการ",
    SUBMIT: "เสนอรายงาน",
    APPROVE: "อนุมัติรายงาน รวมลงลายมือชื่อ",
    PUBLISH: "เผยแพร่รายงาน",
    LIST: "รายการรายงานที่เผยแพร่",
    SEARCH: "ค้นหา",
    READ: "หน้าของรายงาน",
    PDF: "ไฟล์ PDF ของรายงาน",
    CODE: "ตรวจสอบด้วยรหัส",
    FILE: "ตรวจสอบด้วยไฟล์",
}
