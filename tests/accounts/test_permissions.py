"""Who may do what: the grants as a table, so that a change of a right is a change of this file."""

from accounts.permissions import GRANTS, OVERSEER_GRANTS, Permission, Role, roles_with

OFF, CO, APP, ADM, OV = "officer", "coordinator", "approver", "administrator", "overseer"
TABLE = {
    "agency.view": {OFF, CO, APP, ADM, OV},
    "measure.view": {OFF, CO, APP, ADM, OV},
    "report.view": {OFF, CO, APP, ADM, OV},
    "plan.edit": {CO, ADM},
    "measure.edit": {CO},
    "progress.edit_own": {OFF, CO},
    "progress.edit": {CO},
    "evidence.keep": {CO, ADM},
    "measure.hand_in": {OFF, CO},
    "measure.ask": {OFF, CO, APP, ADM},
    "measure.check": {CO},
    "catalogue.edit": {CO},
    "score.view": {OFF, CO, APP, ADM, OV},
    "score.edit": {CO},
    "report.edit": {CO},
    "report.submit": {CO},
    "report.decide": {OFF, CO, APP, ADM},
    "report.approve": {APP},
    "report.publish": {CO},
    "report.sign_again": {CO, APP, ADM},
    "log.view": {CO, APP, ADM, OV},
    "settings.edit": {ADM},
}


def test_each_permission_is_held_by_just_these() -> None:
    everybody = {**{str(role): granted for role, granted in GRANTS.items()}, OV: OVERSEER_GRANTS}
    held = {str(each): {who for who, granted in everybody.items() if each in granted} for each in Permission}
    assert held == TABLE


def test_an_overseer_changes_nothing() -> None:
    assert {permission for permission in OVERSEER_GRANTS if not permission.endswith(".view")} == set()


def test_whoever_edits_the_report_does_not_approve_it_by_the_same_role() -> None:
    both = {Permission.REPORT_EDIT, Permission.REPORT_APPROVE}
    assert [role for role, granted in GRANTS.items() if both <= granted] == []


def test_the_roles_that_open_a_page_come_in_the_order_of_the_roles() -> None:
    assert roles_with(Permission.LOG_VIEW) == [Role.COORDINATOR, Role.APPROVER, Role.ADMINISTRATOR]
    assert roles_with(Permission.SETTINGS_EDIT) == [Role.ADMINISTRATOR]
