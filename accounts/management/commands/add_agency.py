"""For the keeper of the installation: the first agency and who administers it, who then invites all others."""

from __future__ import annotations

import sys
from argparse import ArgumentParser
from datetime import timedelta
from smtplib import SMTPException
from typing import NoReturn

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.mail import send_mail
from django.core.management.base import BaseCommand
from django.db import transaction
from django.db.models import Q
from django.template.loader import render_to_string
from django.utils import timezone

from accounts import outgoing_mail
from accounts.models import Agency, User
from accounts.services import founding
from accounts.services.founding import TypedAgency, TypedPerson


class Command(BaseCommand):
    """Errors go to standard error in Thai, with exit status 1 and nothing stored."""

    help = "เพิ่มหน่วยงานพร้อมผู้ดูแลระบบหน่วยงานคนแรก หรือเพิ่มผู้ดูแลระบบให้หน่วยงานที่มีอยู่ (--existing)"

    def add_arguments(self, parser: ArgumentParser) -> None:
        kinds = " ".join(f"{kind.value} ({kind.label})" for kind in Agency.Kind)
        parser.add_argument("--name", default="", help="ชื่อเต็มของหน่วยงาน")
        parser.add_argument("--slug", default="", help="รหัสในที่อยู่เว็บ a-z 0-9 และขีด เปลี่ยนภายหลังไม่ได้")
        parser.add_argument("--code", default="", help="รหัสย่อ A-Z และ 0-9 รวม 2-12 ตัว")
        parser.add_argument("--kind", default="", help=kinds)
        parser.add_argument("--province", default="", help="จังหวัด")
        parser.add_argument("--administrator", required=True, metavar="NAME", help="คำนำหน้า ชื่อ และนามสกุลของผู้ดูแลระบบ")
        parser.add_argument("--username", required=True, metavar="USER", help="ชื่อผู้ใช้ของผู้ดูแลระบบ")
        parser.add_argument("--email", default="", metavar="MAIL", help="อีเมลที่จะส่งลิงก์ไปด้วย หากตั้ง EMAIL_URL ไว้")
        parser.add_argument(
            "--existing",
            action="store_true",
            help="เพิ่มผู้ดูแลระบบให้หน่วยงานที่มีอยู่ ซึ่งระบุด้วย --slug หรือ --name หรือออกลิงก์ใหม่แทนลิงก์ที่หมดอายุ",
        )

    def handle(
        self, *, administrator: str, username: str, email: str, existing: bool, **options: str | bool | None
    ) -> None:
        typed = TypedAgency(**{word: str(options[word]) for word in ("name", "slug", "code", "kind", "province")})
        person = TypedPerson(username, administrator, email)
        try:
            agency, user, path = self._add(typed, person, existing)
        except ValidationError as error:
            there = Agency.objects.filter(Q(slug=typed.slug) | Q(name=typed.name)).exists()
            self._refuse(error, hint=there and not existing)
        link = settings.PORTAL_URL.rstrip("/") + path
        self.stdout.write(f"{agency.name}: {user.name} เป็นผู้ดูแลระบบหน่วยงาน ชื่อผู้ใช้ {user.username}")
        if user.has_usable_password():
            self.stdout.write("บัญชีนี้มีรหัสผ่านอยู่แล้ว เข้าสู่ระบบด้วยรหัสผ่านเดิมได้ทันที")
            self.stdout.write(link)
            return
        days = settings.PASSWORD_RESET_TIMEOUT // 86400
        self.stdout.write(f"โปรดมอบลิงก์นี้ให้เจ้าตัวเปิดเพื่อตั้งรหัสผ่านภายใน {days} วัน ใช้ได้ครั้งเดียว")
        self.stdout.write(link)
        self._mail(agency, user, link)

    @staticmethod
    def _add(typed: TypedAgency, person: TypedPerson, existing: bool) -> tuple[Agency, User, str]:
        if not existing:
            return founding.found_agency(typed=typed, person=person)
        with transaction.atomic():
            agency = founding.find_agency(typed=typed)
            return agency, *founding.add_administrator(agency=agency, person=person)

    def _refuse(self, error: ValidationError, *, hint: bool) -> NoReturn:
        self.stderr.write("ยังไม่ได้บันทึกสิ่งใด")
        for option, messages in error.message_dict.items():
            self.stderr.write(f"--{option}: {' '.join(messages)}")
        if hint:
            self.stderr.write("หากต้องการเพิ่มผู้ดูแลระบบให้หน่วยงานที่มีอยู่แล้ว โปรดเพิ่ม --existing")
        sys.exit(1)

    def _mail(self, agency: Agency, user: User, link: str) -> None:
        """After the transaction: a mail server that fails leaves the printed link."""
        if not user.email:
            return
        if not outgoing_mail.is_sent():
            self.stderr.write("ยังไม่ได้ตั้ง EMAIL_URL จึงไม่ได้ส่งอีเมล")
            return
        until = timezone.now() + timedelta(seconds=settings.PASSWORD_RESET_TIMEOUT)
        context = {"agency": agency, "user": user, "link": link, "until": until}
        subject = render_to_string("account/email/administrator_subject.txt", context).strip()
        text = render_to_string("account/email/administrator_message.txt", context)
        try:
            send_mail(subject, text, None, [user.email])
        except (SMTPException, OSError) as error:
            self.stderr.write(f"ส่งอีเมลไม่สำเร็จ ({type(error).__name__}) โปรดมอบลิงก์ข้างต้นเอง")
        else:
            self.stdout.write(f"ส่งลิงก์ไปที่ {user.email} ด้วยแล้ว")
