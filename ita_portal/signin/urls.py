"""The account pages that are wanted, out of allauth's: each styled, in Thai, and with its access declared."""

from allauth.account import views
from allauth.mfa.base import views as factor
from allauth.mfa.recovery_codes import views as recovery
from allauth.mfa.totp import views as totp
from django.urls import URLPattern, path, re_path

from accounts.access import public, signed_in
from ita_portal.signin import password
from ita_portal.signin.allauth_adapter import AskForPassword, SignIn, refusing

urlpatterns: list[URLPattern] = [
    path("login/", public(refusing(SignIn.as_view())), name="account_login"),
    path("logout/", public(views.logout), name="account_logout"),
    path("inactive/", public(views.account_inactive), name="account_inactive"),
    path("password/change/", signed_in(refusing(password.change)), name="account_change_password"),
    path("password/reset/", public(refusing(AskForPassword.as_view())), name="account_reset_password"),
    path("password/reset/done/", public(views.password_reset_done), name="account_reset_password_done"),
    re_path(
        r"^password/reset/key/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        public(refusing(views.password_reset_from_key)),
        name="account_reset_password_from_key",
    ),
    path(
        "password/reset/key/done/",
        public(views.password_reset_from_key_done),
        name="account_reset_password_from_key_done",
    ),
    path("confirm/", signed_in(refusing(views.reauthenticate)), name="account_reauthenticate"),
    path("2fa/", signed_in(factor.index), name="mfa_index"),
    path("2fa/authenticate/", public(refusing(factor.authenticate)), name="mfa_authenticate"),
    path("2fa/confirm/", signed_in(refusing(factor.reauthenticate)), name="mfa_reauthenticate"),
    path("2fa/app/", signed_in(refusing(totp.activate_totp)), name="mfa_activate_totp"),
    path("2fa/app/remove/", signed_in(refusing(totp.deactivate_totp)), name="mfa_deactivate_totp"),
    path("2fa/codes/", signed_in(recovery.view_recovery_codes), name="mfa_view_recovery_codes"),
    path("2fa/codes/new/", signed_in(refusing(recovery.generate_recovery_codes)), name="mfa_generate_recovery_codes"),
]
