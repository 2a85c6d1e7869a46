"""`manage.py first_agency`: the link on which an empty installation's first agency is made, while there is none."""

from __future__ import annotations

from django.conf import settings
from django.core.management.base import BaseCommand
from django.urls import reverse

from accounts.services import first_agency


class Command(BaseCommand):
    """Stores nothing: the link is good until the first agency is there."""

    help = "แสดงลิงก์สำหรับสร้างหน่วยงานแรกของระบบที่ยังว่างอยู่"

    def handle(self, **options: object) -> None:
        if settings.DEMO or not first_agency.is_empty():
            return
        link = settings.PORTAL_URL.rstrip("/") + reverse("first_agency", args=[first_agency.token()])
        self.stdout.write(
            f"ระบบยังไม่มีหน่วยงาน โปรดเปิดลิงก์นี้ภายใน {first_agency.LIFETIME.days} วันเพื่อสร้างหน่วยงานแรก ใช้ได้ครั้งเดียว"
        )
        self.stdout.write(link)
