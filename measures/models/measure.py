"""What is to be done about one item of the assessed year."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any, Self

from django.db import models
from django.db.models.functions import Coalesce, Length

from accounts.permissions import Permission
from document.values import NO_CODE, called
from measures.models.catalogue import Indicator, Tool
from measures.models.plan import Plan

if TYPE_CHECKING:
    from accounts.models import Agency, User
    from measures.models.decision import Decision

models.TextField.register_lookup(Length)


class State(models.TextChoices):
    """Where a measure stands between officer and coordinator; measures.moves has the moves."""

    OPEN = "open", "เปิดให้บันทึก"
    HANDED_IN = "handed_in", "รอตรวจ"
    TAKEN = "taken", "ตรวจรับแล้ว"
    RETURNED = "returned", "ส่งกลับแก้ไข"
    REOPENED = "reopened", "เปิดให้แก้ไขอีกครั้ง"


# Only in these may anyone change the words, progress or officers of a measure.
EDITABLE = frozenset({State.OPEN, State.RETURNED, State.REOPENED})


class MeasureQuerySet(models.QuerySet["Measure"]):
    def visible_to(self, user: User) -> Self:
        """No membership, no rows: a half-configured account sees nothing."""
        return self.filter(plan__agency__in=user.agencies(Permission.MEASURE_VIEW))

    def kept(self) -> Self:
        """Those that were not removed."""
        return self.filter(removed_at=None)

    def answered_by(self, user: User) -> Self:
        """Those that the person answers for, or a unit in which they are an officer."""
        return self.filter(_has_officer(officers_of(user)))

    def whose(self, user: User) -> Self:
        """With `is_mine`, whether the person or a unit of theirs answers for it, and `is_own`, whether by name."""
        units = {each.unit_id for each in user.active_memberships if each.role == "officer"} - {None}
        own = models.Q(officer__user=user)
        mine = own | models.Q(officer__unit__in=units) if units else own
        return self.annotate(is_mine=_has_officer(mine), is_own=_has_officer(own))

    def begun(self) -> Self:
        """With `is_begun`, whether an action is recorded."""
        rows: Any = Measure._meta.get_field("actions").related_model
        return self.annotate(is_begun=models.Exists(rows.objects.kept().filter(measure=models.OuterRef("pk"))))

    def counted(self) -> Self:
        """With `action_count` and `outcome_count`, kept rows only."""
        return self.annotate(action_count=_count_of("actions"), outcome_count=_count_of("outcomes"))

    def with_round(self) -> Self:
        """With `last_round`: 0 where a measure was never handed in."""
        from measures.models.decision import Decision  # noqa: PLC0415 - the models name each other

        rounds = Decision.objects.filter(measure=models.OuterRef("pk")).order_by("-round").values("round")
        return self.annotate(last_round=Coalesce(models.Subquery(rounds[:1]), 0))

    def by_code(self) -> Self:
        """In the order of the instrument: IIT, EIT, OIT, and by number within each; those without a code come last."""
        tools = Tool.values
        whens = [
            models.When(code="", then=len(tools)),
            *(models.When(tool=each, then=n) for n, each in enumerate(tools)),
        ]
        return self.order_by(models.Case(*whens), Length("code"), "code", "position", "pk")

    def waiting(self) -> Self:
        """Those that were handed in and wait for a coordinator."""
        return self.filter(state=State.HANDED_IN)

    def taken(self) -> Self:
        """Those that a coordinator took, or completed as their own; measures.acceptance says how."""
        return self.filter(state=State.TAKEN)

    def returned(self) -> Self:
        """Those that a coordinator sent back."""
        return self.filter(state=State.RETURNED)

    def not_started(self) -> Self:
        """Open, and nothing is recorded yet; wants `counted`."""
        return self.filter(state=State.OPEN, action_count=0)

    def started(self) -> Self:
        """Open with something recorded, or reopened; wants `counted`."""
        return self.filter(models.Q(state=State.OPEN, action_count__gt=0) | models.Q(state=State.REOPENED))

    def overdue(self, today: date) -> Self:
        """Due before today and not handed in."""
        return self.filter(due_on__lt=today, state__in=EDITABLE)

    def in_full(self, *only: str) -> Self:
        """With all that a page or a report shows of a measure: the same number of queries for any number of rows.

        `only` names lists for who needs not all of them: steps, references, details, duties, actions, outcomes.
        """
        return self.select_related("indicator").prefetch_related(*lists_of(*only))


def lists_of(*only: str) -> list[Any]:
    """The lists that hang on measures, as prefetches; all of them, or some by name as `in_full` takes them."""
    from measures.models.progress import Action, Outcome  # noqa: PLC0415 - the models name each other

    lists: dict[str, Any] = {
        **{name: name for name in ("steps", "references", "details")},
        "duties": with_officers(),
        "actions": models.Prefetch("actions", Action.objects.kept(), to_attr="kept_actions"),
        "outcomes": models.Prefetch("outcomes", Outcome.objects.kept(), to_attr="kept_outcomes"),
    }
    return [lists[name] for name in only or lists]


def with_officers() -> models.Prefetch[Any]:
    """The duties of measures with their officers and units; one query."""
    rows: Any = Measure._meta.get_field("duties").related_model
    return models.Prefetch("duties", rows.objects.select_related("officer__unit"))


def officers_of(user: User) -> models.Q:
    """Of a measure's duties: those of the person, and of a unit in which they are an officer now."""
    duties = user.memberships.filter(is_active=True, role="officer")
    return models.Q(officer__user=user) | models.Q(officer__unit__in=duties.values("unit"))


def _has_officer(condition: models.Q) -> models.Exists:
    """Whether one of a measure's officers is so."""
    return models.Exists(Measure.officers.through.objects.filter(condition, measure=models.OuterRef("pk")))


def _count_of(name: str) -> models.Subquery:
    """A count by subquery: two joined counts would multiply each other.

    By SQL's own COUNT, of which Django knows nothing: its aggregate would group the rows, and be 0 by Coalesce alone.
    """
    rows: Any = Measure._meta.get_field(name).related_model
    kept = rows.objects.filter(measure=models.OuterRef("pk"), removed_at=None).order_by()
    number = models.Func(models.F("pk"), function="COUNT", output_field=models.IntegerField())
    return models.Subquery(kept.values_list(number))


class Measure(models.Model):
    """Keeps the wording as it was written; its link to the catalogue is optional."""

    plan = models.ForeignKey(Plan, verbose_name="แผนมาตรการ", on_delete=models.PROTECT, related_name="measures")
    position = models.PositiveSmallIntegerField("ลำดับ", default=0)
    indicator = models.ForeignKey(
        Indicator, verbose_name="ข้อในบัญชี", on_delete=models.PROTECT, null=True, blank=True, related_name="measures"
    )
    # Empty where a measure is of an indicator or of none; then its tool may be unknown, too.
    code = models.CharField("รหัสข้อ", max_length=8, blank=True)
    code_as_written = models.CharField("รหัสตามที่พิมพ์", max_length=20, blank=True)
    more_codes = models.JSONField("รหัสข้ออื่นในหัวข้อเดียวกัน", default=list, blank=True)
    # By which year's list the code was written, where that is not the assessed year's: of a copied measure, or
    # of one picked before that list was known. Until a person chooses another code, it may have moved.
    code_of_year = models.PositiveSmallIntegerField(null=True, blank=True, editable=False)
    tool = models.CharField("เครื่องมือ", max_length=3, choices=Tool, blank=True)
    question = models.TextField("ข้อคำถาม")
    heading_as_written = models.TextField("หัวข้อตามที่พิมพ์", blank=True)
    due_on = models.DateField("ครบกำหนด", null=True, blank=True)
    state = models.CharField("สถานะ", max_length=10, choices=State, default=State.OPEN, editable=False)
    removed_at = models.DateTimeField(null=True, blank=True, editable=False)
    officers = models.ManyToManyField("measures.Officer", through="measures.MeasureOfficer", related_name="measures")

    objects = MeasureQuerySet.as_manager()

    class Meta:
        verbose_name = "มาตรการ"
        ordering = ["position", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(state__in=State.values),
                name="measure_state_is_known",
                violation_error_message="ไม่รู้จักสถานะนี้ของมาตรการ",
            ),
            models.CheckConstraint(
                condition=models.Q(tool__in=Tool.values) | models.Q(tool="", code=""),
                name="measure_tool_is_known",
                violation_error_message="เครื่องมือต้องเป็น IIT, EIT หรือ OIT",
            ),
            models.CheckConstraint(
                condition=models.Q(code="") | ~models.Q(code_as_written=""),
                name="measure_code_stands_with_its_words",
                violation_error_message="โปรดพิมพ์รหัสข้อ เช่น E13",
            ),
            models.CheckConstraint(
                condition=~models.Q(question=""),
                name="measure_has_a_question",
                violation_error_message="โปรดพิมพ์ข้อคำถามหรือตัวชี้วัด",
            ),
        ]

    def __str__(self) -> str:
        return f"มาตรการ {self.called}"

    @property
    def shown_code(self) -> str:
        """Its codes, or that it has none: where the question stands beside."""
        return " ".join((self.code, *self.more_codes)) if self.code else NO_CODE

    @property
    def caption(self) -> str:
        """The line above a page's head."""
        return f"มาตรการข้อ {self.shown_code}" if self.code else f"มาตรการ ({NO_CODE})"

    @property
    def item(self) -> str:
        """What a sentence about it says: `ข้อ E13`."""
        return f"ข้อ {self.shown_code}" if self.code else f"มาตรการ {self.called}"

    @property
    def called(self) -> str:
        """What a sentence calls it: its codes, or that it has none with the words it begins with."""
        return called(self.code, self.more_codes, self.question)

    @property
    def agency(self) -> Agency:
        """Whose measure it is: the workflow engine asks."""
        return self.plan.agency

    @property
    def subject(self) -> str:
        """Its name in the audit trail."""
        return f"measure:{self.pk}"

    @property
    def asked_for(self) -> Decision | None:
        """Why it was returned or reopened, while that is still to be done."""
        return self.decisions.select_related("by").last() if self.state in (State.RETURNED, State.REOPENED) else None

    @property
    def is_editable(self) -> bool:
        """Whether its state lets anyone change it."""
        return self.state in EDITABLE

    @property
    def heading(self) -> str:
        """The first line of the measure in the report, as it was written or in the report's usual form."""
        usual = f"มาตรการข้อ {self.code_as_written} {self.question} :" if self.code else self.question
        return self.heading_as_written or usual


class Step(models.Model):
    """One numbered thing to do."""

    measure = models.ForeignKey(Measure, verbose_name="มาตรการ", on_delete=models.CASCADE, related_name="steps")
    position = models.PositiveSmallIntegerField("ลำดับ")
    marker = models.CharField("เลขหรือเครื่องหมายหน้าข้อ", max_length=10, blank=True)
    text = models.TextField("สิ่งที่ต้องทำ")

    class Meta:
        ordering = ["position", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(text=""), name="step_is_not_empty", violation_error_message="โปรดพิมพ์สิ่งที่ต้องทำ"
            )
        ]


class Reference(models.Model):
    """An item of a year's list that a step names: the year is part of it, for numbers move from year to year."""

    measure = models.ForeignKey(Measure, verbose_name="มาตรการ", on_delete=models.CASCADE, related_name="references")
    position = models.PositiveSmallIntegerField("ลำดับ")
    code = models.CharField("รหัสข้อที่อ้างอิง", max_length=8)
    as_written = models.CharField("รหัสตามที่พิมพ์", max_length=20)
    year = models.PositiveSmallIntegerField("ปีของรายการ")
    code_of_year = models.PositiveSmallIntegerField(null=True, blank=True, editable=False)  # as of a measure

    class Meta:
        ordering = ["position", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(year__range=(2550, 2700)),
                name="reference_year_is_buddhist_era",
                violation_error_message="ปีของข้อที่อ้างอิงต้องเป็นปี พ.ศ. ระหว่าง 2550 ถึง 2700",
            ),
            models.CheckConstraint(
                condition=~models.Q(code="") & ~models.Q(as_written=""),
                name="reference_has_a_code",
                violation_error_message="โปรดพิมพ์รหัสข้อที่อ้างอิง เช่น o13",
            ),
        ]
