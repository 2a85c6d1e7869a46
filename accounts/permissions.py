"""What a person may do: an enum, and who may do it: a dict, under review like any code."""

from enum import StrEnum

from django.db.models import TextChoices


class Role(TextChoices):
    """A role within one agency; an overseer's reach over many agencies is a record of its own."""

    OFFICER = "officer", "เจ้าหน้าที่"
    COORDINATOR = "coordinator", "ผู้ประสานงาน ITA"
    APPROVER = "approver", "ผู้อนุมัติ"
    ADMINISTRATOR = "administrator", "ผู้ดูแลระบบหน่วยงาน"


class Permission(StrEnum):
    """One thing that a person can do, always within an agency."""

    AGENCY_VIEW = "agency.view"
    MEASURE_VIEW = "measure.view"
    PLAN_EDIT = "plan.edit"  # begin a year, copy measures into it, say its deadlines
    MEASURE_EDIT = "measure.edit"  # the measure itself: wording, steps, due date, who answers for it
    PROGRESS_EDIT_OWN = (
        "progress.edit_own"  # actions and outcomes of measures that the person or their unit answers for
    )
    PROGRESS_EDIT = "progress.edit"  # the same, of any measure
    EVIDENCE_KEEP = "evidence.keep"  # keep evidence longer than the agency's own rule, take copies before it is deleted
    MEASURE_HAND_IN = "measure.hand_in"  # one's own measures; with PROGRESS_EDIT on behalf of any officer
    MEASURE_ASK = "measure.ask"  # ask about a measure without returning it, and answer
    MEASURE_CHECK = "measure.check"  # take, return and reopen measures, complete one's own
    CATALOGUE_EDIT = "catalogue.edit"
    SCORE_VIEW = "score.view"
    SCORE_EDIT = "score.edit"  # the results of an assessed year
    REPORT_VIEW = "report.view"
    REPORT_EDIT = "report.edit"
    REPORT_SUBMIT = "report.submit"
    REPORT_DECIDE = "report.decide"  # return, or endorse where the agency names one: whoever may be named holds it
    REPORT_APPROVE = "report.approve"
    REPORT_PUBLISH = "report.publish"  # publish, replace and withdraw; begin another edition
    REPORT_SIGN_AGAIN = "report.sign_again"  # put a signing that failed back to work
    LOG_VIEW = "log.view"
    SETTINGS_EDIT = "settings.edit"


_READ = {Permission.AGENCY_VIEW, Permission.MEASURE_VIEW, Permission.SCORE_VIEW, Permission.REPORT_VIEW}
_INSIDE = _READ | {Permission.MEASURE_ASK, Permission.REPORT_DECIDE}  # every role of the agency itself

GRANTS: dict[Role, frozenset[Permission]] = {
    Role.OFFICER: frozenset(_INSIDE | {Permission.PROGRESS_EDIT_OWN, Permission.MEASURE_HAND_IN}),
    Role.COORDINATOR: frozenset(
        _INSIDE
        | {
            Permission.PLAN_EDIT,
            Permission.MEASURE_EDIT,
            Permission.PROGRESS_EDIT_OWN,
            Permission.PROGRESS_EDIT,
            Permission.EVIDENCE_KEEP,
            Permission.MEASURE_HAND_IN,
            Permission.MEASURE_CHECK,
            Permission.CATALOGUE_EDIT,
            Permission.SCORE_EDIT,
            Permission.REPORT_EDIT,
            Permission.REPORT_SUBMIT,
            Permission.REPORT_PUBLISH,
            Permission.REPORT_SIGN_AGAIN,
            Permission.LOG_VIEW,
        }
    ),
    Role.APPROVER: frozenset(_INSIDE | {Permission.REPORT_APPROVE, Permission.REPORT_SIGN_AGAIN, Permission.LOG_VIEW}),
    Role.ADMINISTRATOR: frozenset(
        _INSIDE
        | {
            Permission.PLAN_EDIT,
            Permission.EVIDENCE_KEEP,
            Permission.SETTINGS_EDIT,
            Permission.REPORT_SIGN_AGAIN,
            Permission.LOG_VIEW,
        }
    ),
}

OVERSEER_GRANTS: frozenset[Permission] = frozenset(_READ | {Permission.LOG_VIEW})


def roles_with(permission: Permission) -> list[Role]:
    """The roles that hold a permission, in the order of Role: for a refusal that says who can."""
    return [role for role in Role if permission in GRANTS[role]]
