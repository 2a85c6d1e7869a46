"""Who signs in, and what they may do where."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any

from django.contrib.auth.models import AbstractBaseUser, UserManager
from django.contrib.auth.validators import UnicodeUsernameValidator
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models.functions import Lower
from django.utils import timezone

from accounts.models.agency import Agency, Unit
from accounts.permissions import GRANTS, OVERSEER_GRANTS, Permission, Role
from thai.text import one_order


class PortalUserManager(UserManager["User"]):
    def get_by_natural_key(self, username: str | None) -> User:
        """Returns the account of a username whatever its case: Mana, mana and MANA are one person."""
        return self.get(username__iexact=username)

    def create_superuser(
        self, username: str, email: str | None = None, password: str | None = None, **extra_fields: object
    ) -> User:
        """Refuses: an account without an agency opens no page. Django's createsuperuser prints the sentence."""
        raise ValidationError("ระบบนี้ไม่ใช้ createsuperuser โปรดสร้างหน่วยงานพร้อมผู้ดูแลระบบด้วยคำสั่ง manage.py add_agency")


if TYPE_CHECKING:
    _EmailField = models.EmailField[str, str]
else:
    _EmailField = models.EmailField  # not subscriptable at run time


def plain_address(typed: str) -> str:
    """A mail address as it is kept and compared: without space around it, in lower case."""
    return typed.strip().lower()


class LowerEmailField(_EmailField):
    """An address in lower case, however it was typed: allauth looks for it so."""

    def get_prep_value(self, value: object) -> object:
        value = super().get_prep_value(value)
        return plain_address(value) if isinstance(value, str) else value

    def pre_save(self, model_instance: models.Model, add: bool) -> object:
        value = self.get_prep_value(super().pre_save(model_instance, add))
        setattr(model_instance, self.attname, value)
        return value


class User(AbstractBaseUser):
    """A person who can sign in; posts, units and roles are memberships' business."""

    username = models.CharField("ชื่อผู้ใช้", max_length=150, unique=True, validators=[UnicodeUsernameValidator()])
    name = models.CharField("ชื่อและนามสกุล", max_length=150)
    email = LowerEmailField("อีเมล", blank=True)
    telephone = models.CharField("โทรศัพท์", max_length=60, blank=True)
    is_active = models.BooleanField("ใช้งานอยู่", default=True)
    is_superuser = models.BooleanField("ดูแลการติดตั้ง", default=False)
    date_joined = models.DateTimeField(default=timezone.now)
    # Sessions that began before this are over: set when someone is deactivated, or changes what guards the account.
    sessions_from = models.DateTimeField(null=True, blank=True, editable=False)

    USERNAME_FIELD = "username"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["name"]
    objects = PortalUserManager()

    class Meta:
        verbose_name = "ผู้ใช้"
        constraints = [
            models.UniqueConstraint(
                Lower("username"), name="username_once_whatever_its_case", violation_error_message="มีชื่อผู้ใช้นี้แล้ว"
            ),
            models.CheckConstraint(
                condition=~models.Q(username=""), name="user_has_a_username", violation_error_message="โปรดพิมพ์ชื่อผู้ใช้"
            ),
        ]

    def __str__(self) -> str:
        return self.name or self.username

    def get_full_name(self) -> str:
        return str(self)

    def set_password(self, raw_password: str | None) -> None:
        """Keeps the hash of the password's one spelling, in whatever order its marks were typed."""
        super().set_password(None if raw_password is None else one_order(raw_password))

    def check_password(self, raw_password: str) -> bool:
        """Whether it is the password: in its one spelling, else as it was typed, as older hashes were made."""
        spelled = one_order(raw_password)
        return super().check_password(spelled) or (spelled != raw_password and super().check_password(raw_password))

    async def acheck_password(self, raw_password: str) -> bool:
        """See check_password()."""
        spelled = one_order(raw_password)
        if await super().acheck_password(spelled):
            return True
        return spelled != raw_password and await super().acheck_password(raw_password)

    def respell_password(self, raw_password: str) -> None:
        """Keeps a password that was right in its one spelling, where its hash was made of it as it was typed.

        For sign-in alone: another hash ends the sessions that there are.
        """
        spelled = one_order(raw_password)
        if spelled != raw_password and not super().check_password(spelled):
            super().set_password(spelled)
            self._password = None  # no new password, for those who are told of one
            self.save(update_fields=["password"])

    @cached_property
    def active_memberships(self) -> list[Membership]:
        """The memberships in force with their agencies, by the agency's name: read once a request.

        Sorted here: for ORDER BY Django looks at each of the forty columns, which takes as long as the query.
        """
        found = self.memberships.filter(is_active=True).select_related("agency").order_by()
        return sorted(found, key=lambda each: (each.agency.name, each.pk))

    @cached_property
    def _granted(self) -> dict[int, frozenset[Permission]]:
        """Permissions by agency out of the active memberships."""
        granted: dict[int, frozenset[Permission]] = {}
        for membership in self.active_memberships if self.is_active else ():
            permissions = granted.get(membership.agency_id, frozenset())
            granted[membership.agency_id] = permissions | GRANTS[Role(membership.role)]
        return granted

    @cached_property
    def _reaches(self) -> list[OverseerReach]:
        return list(self.reaches.all()) if self.is_active else []

    @property
    def oversees(self) -> bool:
        """Whether the person reads many agencies by province or department."""
        return bool(self._reaches)

    def agencies(self, permission: Permission) -> models.QuerySet[Agency]:
        """The agencies in which the person holds a permission; none without a membership or a reach."""
        mine = models.Q(pk__in=[pk for pk, granted in self._granted.items() if permission in granted])
        if permission in OVERSEER_GRANTS:
            for reach in self._reaches:
                mine |= reach.agencies()
        return Agency.objects.filter(mine)

    def can(self, permission: Permission, *, on: Agency) -> bool:
        """Whether the person holds a permission in an agency."""
        if permission in self._granted.get(on.pk, frozenset()):
            return True
        return permission in OVERSEER_GRANTS and any(reach.covers(on) for reach in self._reaches)

    def holds_any(self, permissions: frozenset[Permission]) -> bool:
        """Whether the person's roles hold one of them in any agency."""
        return any(permissions & granted for granted in self._granted.values())

    def roles(self, agency: Agency) -> list[Role]:
        """The person's roles in an agency, in the order of Role."""
        roles = {membership.role for membership in self.active_memberships if membership.agency_id == agency.pk}
        return [role for role in Role if role in roles]

    def refresh_from_db(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - Django's own signature
        """Forgets what was granted, so that a changed membership counts at once."""
        for name in ("active_memberships", "_granted", "_reaches"):
            self.__dict__.pop(name, None)
        super().refresh_from_db(*args, **kwargs)


class Membership(models.Model):
    """A role of a person in an agency: a person may hold several, in several agencies."""

    user = models.ForeignKey(User, verbose_name="ผู้ใช้", on_delete=models.PROTECT, related_name="memberships")
    agency = models.ForeignKey(Agency, verbose_name="หน่วยงาน", on_delete=models.PROTECT, related_name="memberships")
    unit = models.ForeignKey(
        Unit, verbose_name="สำนัก/กอง", on_delete=models.SET_NULL, null=True, blank=True, related_name="memberships"
    )
    role = models.CharField("บทบาท", max_length=20, choices=Role)
    post = models.CharField("ตำแหน่ง", max_length=200, blank=True)
    is_active = models.BooleanField("ใช้งานอยู่", default=True)

    class Meta:
        verbose_name = "บทบาทของผู้ใช้"
        constraints = [
            models.UniqueConstraint(
                fields=["user", "agency", "role"],
                name="role_once_a_person_and_agency",
                violation_error_message="ผู้นี้มีบทบาทนี้ในหน่วยงานอยู่แล้ว",
            ),
            models.CheckConstraint(
                condition=models.Q(role__in=Role.values),
                name="membership_role_is_known",
                violation_error_message="ไม่รู้จักบทบาทนี้",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user} {self.get_role_display()}"


class OverseerReach(models.Model):
    """What an overseer reads: all agencies of a province, or of a department."""

    user = models.ForeignKey(User, verbose_name="ผู้ใช้", on_delete=models.PROTECT, related_name="reaches")
    province = models.CharField("จังหวัด", max_length=60, blank=True)
    department = models.CharField("กรม", max_length=200, blank=True)

    class Meta:
        verbose_name = "ขอบเขตการกำกับดูแล"
        constraints = [
            models.CheckConstraint(
                condition=models.Q(province="", department__gt="") | models.Q(province__gt="", department=""),
                name="reach_is_a_province_or_a_department",
                violation_error_message="โปรดระบุจังหวัดหรือกรมอย่างใดอย่างหนึ่ง",
            )
        ]

    def agencies(self) -> models.Q:
        return models.Q(province=self.province) if self.province else models.Q(department=self.department)

    def covers(self, agency: Agency) -> bool:
        return agency.province == self.province if self.province else agency.department == self.department
