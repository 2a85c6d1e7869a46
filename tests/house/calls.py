"""What each address of the portal answers to those who may, and which addresses are tried elsewhere or are open."""

from __future__ import annotations

from dataclasses import dataclass

from accounts.permissions import Permission


@dataclass(frozen=True)
class Call:
    """What an address answers to those who may: to a GET, and to a POST of an empty form.

    `rows` are the arguments beyond slug and year, by their names in World; `post_needs` is what a POST takes beyond
    the view's declaration; `move` is the decision that the POST presses, with what its page showed.
    """

    get: int
    post: int
    rows: tuple[tuple[str, str], ...] = ()
    post_needs: Permission | None = None
    move: str = ""


_MEASURE = (("pk", "measure"),)
_LIST = (("of_year", "list_year"), ("kind", "list_kind"))
_EVIDENCE = (*_MEASURE, ("evidence_pk", "evidence"))
ROWS = {"pk", "action_pk", "row_pk", "question_pk", "evidence_pk", "recommended_pk"}  # arguments that name a row

# A new address must be entered here, in ELSEWHERE or below: a test compares the names with the URLconf.
CALLS: dict[str, Call] = {
    "agency_home": Call(200, 405),
    "start": Call(200, 405),
    "measures:begin": Call(200, 422),
    "measures:deadlines": Call(200, 302),
    "measures:copy": Call(200, 404),
    "measures:list": Call(200, 405),
    "measures:list_file": Call(200, 405, (("form", "log_form"),)),
    "measures:sheet": Call(200, 405),
    "measures:add": Call(200, 422),
    "measures:add_many": Call(200, 422),
    "measures:library": Call(200, 405),
    "measures:library_entry": Call(200, 422, (("recommended_pk", "recommended"),)),
    "measures:library_use": Call(405, 302, (("recommended_pk", "recommended"),)),
    "measures:assign": Call(200, 422),
    "measures:assign_undo": Call(405, 302),
    "measures:measure": Call(200, 405, _MEASURE),
    "measures:change": Call(200, 422, _MEASURE),
    "measures:ask": Call(200, 422, _MEASURE),
    "measures:question": Call(200, 422, (*_MEASURE, ("question_pk", "question")), post_needs=Permission.MEASURE_ASK),
    "measures:remove": Call(405, 302, _MEASURE),
    "measures:restore": Call(405, 302, (("pk", "removed_measure"),)),
    "measures:progress": Call(200, 422, _MEASURE),
    "measures:action_new": Call(200, 422, _MEASURE),
    "measures:action": Call(200, 422, (*_MEASURE, ("action_pk", "action"))),
    "measures:restore_row": Call(405, 302, (*_MEASURE, ("kind", "kind"), ("row_pk", "removed_action"))),
    "measures:officers": Call(200, 422, _MEASURE),
    "measures:undate": Call(405, 302, _MEASURE),
    "measures:doubts": Call(405, 302, _MEASURE),
    "measures:references": Call(200, 422, _MEASURE),
    "measures:wording": Call(200, 422, _MEASURE),
    "measures:hand_in_many": Call(200, 422),
    "measures:take_many": Call(405, 302),
    "measures:hand_in": Call(200, 302, _MEASURE, move="hand_in"),
    "measures:check": Call(200, 422, (("pk", "handed_in_measure"),), move="return"),
    "measures:recall": Call(409, 409, _MEASURE, move="recall"),
    "measures:reopen": Call(200, 422, (("pk", "taken_measure"),), move="reopen"),
    "evidence:list": Call(200, 422, _MEASURE, post_needs=Permission.PROGRESS_EDIT_OWN),
    "evidence:link": Call(200, 422, _MEASURE),
    "evidence:change": Call(200, 422, _EVIDENCE),
    "evidence:settle": Call(200, 422, _EVIDENCE),
    "evidence:replace": Call(405, 422, _EVIDENCE),
    "evidence:remove": Call(405, 302, _EVIDENCE),
    "evidence:restore": Call(405, 302, (*_MEASURE, ("evidence_pk", "removed_evidence"))),
    "evidence:move": Call(405, 302, _EVIDENCE),
    "scores:scores": Call(200, 405),
    "scores:scores_file": Call(200, 405, (("form", "log_form"),)),
    "scores:compare": Call(200, 405),
    "scores:edit": Call(200, 302),
    "scores:edit_tool": Call(200, 302, (("tool", "tool"),)),
    "scores:import": Call(200, 422),
    "scores:helped": Call(200, 405),
    "scores:choose": Call(200, 422),
    "reports:retention": Call(200, 405),
    "reports:retention_files": Call(200, 405),
    "reports:retention_keep": Call(200, 422, (("pk", "evidence"),)),
    "reports:retention_let_go": Call(405, 302, (("pk", "evidence"),)),
    "reports:import": Call(200, 422),
    "reports:import_draft": Call(200, 302, (("pk", "import_draft"),)),
    "reports:import_drop": Call(405, 302, (("pk", "import_draft"),)),
    "reports:import_take": Call(200, 200, (("pk", "import_draft"),)),
    "reports:import_picture": Call(404, 405, (("pk", "import_draft"), ("number", "page"))),
    "reports:year_sheet": Call(200, 405),
    "reports:compile": Call(200, 422, post_needs=Permission.REPORT_EDIT),
    "reports:preview": Call(200, 405),
    "reports:preview_page": Call(404, 405, (("digest", "digest"), ("page", "page"))),
    "reports:order": Call(405, 302),
    "reports:settle": Call(405, 302),
    "reports:download": Call(200, 405, (("form", "form"),)),
    "reports:submit": Call(302, 302),
    "reports:recall": Call(302, 302),
    "reports:review": Call(200, 409),
    "reports:sign": Call(302, 302),
    "reports:signed": Call(302, 405),
    "reports:sign_progress": Call(404, 405),
    "reports:sign_again": Call(405, 409),
    "reports:reopen": Call(405, 409),
    "reports:rounds": Call(200, 405),
    "reports:publish": Call(302, 409),
    "reports:set_aside": Call(302, 409),
    "reports:replace": Call(302, 409),
    "reports:withdraw": Call(302, 409),
    "reports:begin": Call(302, 409),
    "reports:published": Call(302, 405),
    "reports:poster": Call(404, 405),
    "log": Call(200, 405),
    "log_check": Call(405, 302),
    "log_export": Call(200, 405, (("form", "log_form"),)),
    "log_proof": Call(200, 405),
}
SETTINGS = "tests/ita_portal/office/test_people_access.py"
UPLOADS = "tests/evidence/test_upload_doors.py"
EVIDENCE = "tests/evidence/test_handing_out.py"
FROZEN = "tests/reports/review/test_workflow_matrix.py"
# Addresses of an agency that a matrix of their own walks, with its file: a test looks for the name or address in it.
ELSEWHERE: dict[str, str] = {
    "settings_endorsers": SETTINGS,
    "settings_certificate": SETTINGS,
    "settings_certificate_how": SETTINGS,
    "settings_retention": SETTINGS,
    "accounts:agency": SETTINGS,
    "accounts:emblem": SETTINGS,
    "accounts:users": SETTINGS,
    "accounts:invite": SETTINGS,
    "accounts:person": SETTINGS,
    "accounts:particulars": SETTINGS,
    "accounts:deactivate": SETTINGS,
    "accounts:password_link": SETTINGS,
    "accounts:reset_factor": SETTINGS,
    "accounts:invitation_renew": SETTINGS,
    "accounts:invitation_withdraw": SETTINGS,
    "accounts:units": SETTINGS,
    "accounts:unit_add": SETTINGS,
    "accounts:unit": SETTINGS,
    "accounts:unit_move": SETTINGS,
    "accounts:unit_remove": SETTINGS,
    "measures:officer_list": SETTINGS,
    "measures:officer_add": SETTINGS,
    "measures:officer": SETTINGS,
    "measures:hand_over": SETTINGS,
    "evidence:file": EVIDENCE,
    "evidence:thumbnail": EVIDENCE,
    **dict.fromkeys(("evidence:uploads", "evidence:upload", "evidence:upload_cancel"), UPLOADS),
    "reports:round": FROZEN,
    "reports:round_pdf": FROZEN,
    "reports:round_document": FROZEN,
    "reports:round_record": FROZEN,
    "reports:round_page": FROZEN,
    "reports:round_evidence": FROZEN,
    "reports:round_evidence_small": FROZEN,
    "reports:signed_pdf": FROZEN,
}
# What anyone may open, with what a GET answers to a visitor.
OPEN: dict[str, int] = {
    "account_login": 200,
    "account_logout": 302,
    "account_inactive": 200,
    "account_reset_password": 200,
    "account_reset_password_done": 200,
    "account_reset_password_from_key": 200,
    "account_reset_password_from_key_done": 200,
    "mfa_authenticate": 302,
    "invitation": 410,
    "first": 200,
    "first_agency": 410,
    "notices:calendar": 404,
    "home": 302,
    "emblem": 404,
    "health": 200,
    "health_live": 200,
    "health_ready": 200,
    "metrics": 404,  # for who has its token
    "help": 200,
    "help_accessibility": 200,
    "help_privacy": 200,
    "help_contact": 200,
    "help_guide": 404,
    "pieces": 404,  # the development server's
    "reports:verify": 200,
    "reports:verify_outside": 200,
    "reports:verify_known": 404,
    "reports:verify_code": 404,
    "reports:public_list": 200,
    "reports:public_report": 404,
    "reports:public_file": 404,
    **dict.fromkeys(("reports:robots", "reports:sitemap", "reports:sitemap_part"), 200),
}
# For who keeps the installation alone: what each answers to them, as in CALLS.
OPERATORS: dict[str, Call] = {
    "catalogue:index": Call(200, 405),
    "catalogue:load": Call(200, 422),
    "catalogue:store": Call(405, 302),
    "catalogue:wordings": Call(200, 404),
    "catalogue:agencies": Call(200, 405),
    "catalogue:agency": Call(200, 302, (("pk", "agency"),)),
    "catalogue:item": Call(200, 422, (("pk", "item"),)),
    "catalogue:item_remove": Call(200, 409, (("pk", "item"),)),
    "catalogue:library": Call(200, 405),
    "catalogue:library_file": Call(200, 405, (("form", "log_form"),)),
    "catalogue:library_load": Call(200, 422),
    "catalogue:library_store": Call(405, 302),
    "catalogue:recommended_add": Call(200, 422),
    "catalogue:recommended": Call(200, 422, (("pk", "recommended_to_all"),)),
    "catalogue:recommended_use": Call(405, 302, (("pk", "recommended_to_all"),)),
    "catalogue:list": Call(200, 422, _LIST),
    "catalogue:add": Call(200, 422, _LIST),
    "catalogue:copy": Call(200, 422, _LIST),
    "catalogue:forerunners_first": Call(302, 405, _LIST),
    "catalogue:forerunners": Call(200, 302, (*_LIST, ("tool", "tool"))),
    "catalogue:file": Call(200, 405, (*_LIST, ("form", "log_form"))),
}
FOR_ANYONE_SIGNED_IN = {
    "me",
    "me_particulars",
    "overview",
    "account_change_password",
    "account_reauthenticate",
    *("mfa_index", "mfa_reauthenticate", "mfa_activate_totp", "mfa_deactivate_totp"),
    *("mfa_view_recovery_codes", "mfa_generate_recovery_codes"),
    "measures:echo",
    "measures:echo_day",
    "overview_file",
    "overview_scores",
    "overview_scores_file",
    "notices:inbox",
    "notices:open",
    "notices:read_all",
    "notices:calendar_renew",
    "notices:calendar_revoke",
    *(f"draft_{act}" for act in ("keep", "drop", "drop_all", "bring_back", "read")),
}
