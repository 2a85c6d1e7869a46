"""The states of an edition and the moves between them that a decision is kept of."""

from django.db import models


class EditionState(models.TextChoices):
    """Where an edition stands; reports.review.moves has the moves."""

    DRAFT = "draft", "ฉบับร่าง"
    SUBMITTED = "submitted", "รอพิจารณา"
    RECALLED = "recalled", "เรียกคืนมาแก้ไข"
    RETURNED = "returned", "ส่งกลับแก้ไข"
    APPROVED = "approved", "อนุมัติแล้ว"
    SIGNED = "signed", "อนุมัติและลงนามแล้ว"
    PUBLISHED = "published", "เผยแพร่แล้ว"
    REPLACED = "replaced", "ถูกแทนที่แล้ว"
    WITHDRAWN = "withdrawn", "เพิกถอนแล้ว"


# Submitted and neither back nor published: what such a round rests on stays as it is.
UNFINISHED = (EditionState.SUBMITTED, EditionState.APPROVED, EditionState.SIGNED)


class ReportMove(models.TextChoices):
    """The names of the moves in reports.review.moves, but of those that no decision is kept of."""

    SUBMIT = "submit", "เสนอให้พิจารณา"
    RECALL = "recall", "เรียกคืนมาแก้ไข"
    ENDORSE = "endorse", "เห็นชอบ"
    RETURN = "return", "ส่งกลับแก้ไข"
    APPROVE = "approve", "อนุมัติ"
    PUBLISH = "publish", "เผยแพร่"
    SET_ASIDE = "set_aside", "ยกเลิกรอบเพื่อแก้ไขใหม่"
    REPLACE = "replace", "แทนที่ด้วยฉบับใหม่"
    WITHDRAW = "withdraw", "เพิกถอน"
