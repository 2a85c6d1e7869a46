"""Agencies, people, plans and measures for tests: each function makes one thing, and says by keyword what matters.

The people are those of the Thai primer: มานี keeps the measures, มานะ and ปิติ carry them out, ชูใจ approves, วีระ
administers.
"""

from collections.abc import Sequence
from datetime import UTC, date, datetime
from io import BytesIO

from PIL import Image

from accounts.models import Agency, Membership, OverseerReach, Unit, User
from accounts.permissions import Role
from evidence.models import Evidence
from files import store
from ita.codes import normalise, tool_of
from measures.models import Action, Indicator, Measure, MeasureOfficer, Officer, Outcome, Plan, Reference, Step
from scores.models import Replaced, Score, ScoreSheet

NAMES = {
    "manee": "นางสาวมานี รักดี",
    "mana": "นายมานะ ใจกล้า",
    "piti": "นายปิติ พาที",
    "chujai": "นางชูใจ เลิศล้ำ",
    "weera": "นายวีระ ประสงค์สุข",
}
NOON = datetime(2023, 9, 29, 5, tzinfo=UTC)  # 12.00 น. of 29 กันยายน 2566


def an_agency(
    slug: str = "thung-sai-than", *, name: str = "", province: str = "สายธาร", department: str = ""
) -> Agency:
    return Agency.objects.create(
        slug=slug,
        code=slug.replace("-", "").upper()[:12],
        name=name or f"องค์การบริหารส่วนตำบล {slug}",
        short_name=name or f"อบต. {slug}",
        province=province,
        department=department,
    )


def a_unit(agency: Agency, name: str = "กองช่าง", *, position: int = 0) -> Unit:
    return Unit.objects.create(agency=agency, name=f"{name}{agency.name}", short_name=name, position=position)


def a_user(
    username: str = "mana",
    *roles: Role,
    agency: Agency | None = None,
    unit: Unit | None = None,
    is_active: bool = True,
    is_superuser: bool = False,
) -> User:
    """A person whose password nobody knows; the roles are those in the agency (or in the unit's)."""
    user = User.objects.create(
        username=username,
        name=NAMES.get(username, username),
        password="unknown$",
        is_active=is_active,
        is_superuser=is_superuser,
    )
    for role in roles:
        Membership.objects.create(user=user, agency=agency or _agency_of(unit), unit=unit, role=role)
    return user


def an_overseer(username: str = "overseer", *, province: str = "", department: str = "") -> User:
    user = a_user(username)
    OverseerReach.objects.create(user=user, province=province, department=department)
    return user


def an_officer(
    agency: Agency, name: str = "นายสมคิด ใจดี", *, unit: Unit | None = None, user: User | None = None, post: str = ""
) -> Officer:
    return Officer.objects.create(agency=agency, name=name, unit=unit, user=user, post=post)


def a_plan(agency: Agency, year: int = 2566, *, assessed_year: int | None = None) -> Plan:
    return Plan.objects.create(agency=agency, year=year, assessed_year=assessed_year or year - 1)


def an_indicator(
    code: str = "E13", *, year: int = 2565, text: str = "", status: str = "", group: str = "", kind: str = "general"
) -> Indicator:
    return Indicator.objects.create(
        year=year,
        kind=kind,
        tool=tool_of(code),
        code=code,
        group_no=1,
        group_name=group or "การปรับปรุงระบบการทำงาน",
        text=text,
        status=status or ("second_hand" if text else "no_text"),
    )


def a_measure(
    plan: Plan,
    code: str = "E13",
    *,
    question: str = "หน่วยงานมีระบบการให้บริการออนไลน์หรือไม่",
    steps: Sequence[str] = (),
    actions: Sequence[str] = (),
    outcomes: Sequence[str] = (),
    officers: Sequence[Officer] = (),
    references: Sequence[str] = (),
    due_on: date | None = None,
    indicator: Indicator | None = None,
    removed: bool = False,
) -> Measure:
    """A measure with its lists, numbered as the program numbers them; references are of the plan's year."""
    read = normalise(code)[0]
    measure = Measure.objects.create(
        plan=plan,
        position=plan.measures.count(),
        indicator=indicator,
        code=read,
        code_as_written=code,
        tool=tool_of(read),
        question=question,
        due_on=due_on,
        removed_at=NOON if removed else None,
    )
    for n, text in enumerate(steps):
        Step.objects.create(measure=measure, position=n, marker=_number(n, steps), text=text)
    for n, text in enumerate(actions):
        Action.objects.create(measure=measure, position=n, marker=_number(n, actions), text=text)
    for n, text in enumerate(outcomes):
        Outcome.objects.create(measure=measure, position=n, marker="-" if len(outcomes) > 1 else "", text=text)
    for n, written in enumerate(references):
        Reference.objects.create(
            measure=measure, position=n, code=normalise(written)[0], as_written=written, year=plan.year
        )
    for n, officer in enumerate(officers):
        MeasureOfficer.objects.create(measure=measure, officer=officer, position=n)
    return measure


def evidence_of(
    measure: Measure, by: User, *, number: int = 0, removed: bool = False, address: str = "", public: bool = False
) -> Evidence:
    """A photograph that lies in the store, or the address of a page; another number is another picture."""
    if address:
        facts = {"kind": "link", "address": address}
    else:
        written = BytesIO()
        Image.new("RGB", (32, 24), (number * 40 % 256, 90, 90)).save(written, "JPEG")
        digest = store.put(written.getvalue())
        facts = {"kind": "photograph", "name": f"IMG_{number}.jpg", "digest": digest, "sent_digest": digest}
        facts |= {"thumbnail": digest, "media_type": "image/jpeg"}
    return Evidence.objects.create(
        measure=measure,
        position=number,
        caption=f"ประชุมครั้งที่ {number}",
        is_public=public,
        size=0 if address else len(written.getvalue()),
        added_by=by,
        added_at=NOON,
        removed_at=NOON if removed else None,
        **facts,
    )


def a_score_sheet(agency: Agency, by: User, *, year: int = 2566) -> ScoreSheet:
    """A year's scores of each sort, with words in every column of words, and one that was replaced."""
    sheet = ScoreSheet.objects.create(
        agency=agency, year=year, official_level="ผ่าน", note="ตามประกาศ", saved_by=by, saved_at=NOON
    )
    for of, tool, number, code in (("tool", "IIT", 0, ""), ("group", "IIT", 1, ""), ("item", "IIT", 0, "I1")):
        Score.objects.create(sheet=sheet, of=of, tool=tool, group_no=number, code=code, value=80)
    Replaced.objects.create(sheet=sheet, part="note", text="เดิม", by=by, at=NOON)
    return sheet


def _number(n: int, rows: Sequence[str]) -> str:
    return f"{n + 1}." if len(rows) > 1 else ""


def _agency_of(unit: Unit | None) -> Agency:
    if unit is None:
        raise ValueError("a role is held in an agency or in a unit")
    return unit.agency
