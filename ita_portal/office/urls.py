"""Addresses of an agency's settings that are about its people, its units and itself."""

from django.urls import path

from ita_portal.office.views import account, agency, emblem, invitation, people, unit

app_name = "accounts"
SETTINGS = "a/<slug:slug>/settings/"

urlpatterns = [
    path(f"{SETTINGS}agency/", agency.edit, name="agency"),
    path(f"{SETTINGS}emblem/", emblem.edit, name="emblem"),
    path(f"{SETTINGS}users/", people.index, name="users"),
    path(f"{SETTINGS}users/invite/", invitation.invite, name="invite"),
    path(f"{SETTINGS}users/<int:pk>/", people.edit, name="person"),
    path(f"{SETTINGS}users/<int:pk>/particulars/", account.particulars, name="particulars"),
    path(f"{SETTINGS}users/<int:pk>/deactivate/", people.deactivate, name="deactivate"),
    path(f"{SETTINGS}users/<int:pk>/password/", account.password_link, name="password_link"),
    path(f"{SETTINGS}users/<int:pk>/second-factor/", account.reset_factor, name="reset_factor"),
    path(f"{SETTINGS}invitations/<int:pk>/renew/", invitation.renew, name="invitation_renew"),
    path(f"{SETTINGS}invitations/<int:pk>/withdraw/", invitation.withdraw, name="invitation_withdraw"),
    path(f"{SETTINGS}units/", unit.index, name="units"),
    path(f"{SETTINGS}units/add/", unit.add, name="unit_add"),
    path(f"{SETTINGS}units/<int:pk>/", unit.edit, name="unit"),
    path(f"{SETTINGS}units/<int:pk>/move/", unit.move, name="unit_move"),
    path(f"{SETTINGS}units/<int:pk>/remove/", unit.remove, name="unit_remove"),
]
