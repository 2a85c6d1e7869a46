"""The root of all addresses; a test walks them and fails for a view that declares no access."""

from django.urls import URLPattern, URLResolver, include, path

from ita_portal import drafts, home, invitation, log, me, overview, settings_certificate, settings_pages
from ita_portal import help as help_pages
from ita_portal.health import health

urlpatterns: list[URLPattern | URLResolver] = [
    path("accounts/", include("ita_portal.signin_urls")),
    path("", home.home, name="home"),
    path("a/<slug:slug>/<int:year>/", home.agency_home, name="agency_home"),
    path("overview/", overview.index, name="overview"),
    path("invitation/<str:token>/", invitation.accept, name="invitation"),
    path("a/<slug:slug>/settings/endorsers/", settings_pages.endorsers, name="settings_endorsers"),
    path("a/<slug:slug>/settings/certificate/", settings_certificate.certificate, name="settings_certificate"),
    path("", include("accounts.urls")),
    path("", include("measures.urls")),
    path("", include("reports.urls")),
    path("", include("notices.urls")),
    path("a/<slug:slug>/log/", log.log, name="log"),
    path("a/<slug:slug>/log/check/", log.check, name="log_check"),
    path("a/<slug:slug>/log/export.<slug:form>", log.export, name="log_export"),
    path("a/<slug:slug>/log/proof/", log.proof, name="log_proof"),
    path("me/", me.account, name="me"),
    path("me/drafts/", drafts.keep, name="draft_keep"),
    path("me/drafts/drop/", drafts.drop, name="draft_drop"),
    path("me/drafts/<int:pk>/", drafts.read, name="draft_read"),
    path("health/", health, name="health"),
    path("help/", help_pages.using, name="help"),
    path("help/accessibility/", help_pages.accessibility, name="help_accessibility"),
    path("help/privacy/", help_pages.privacy, name="help_privacy"),
    path("help/contact/", help_pages.contact, name="help_contact"),
]

handler400 = "ita_portal.errors.bad_request"
handler403 = "ita_portal.errors.forbidden"
handler404 = "ita_portal.errors.not_found"
handler500 = "ita_portal.errors.server_error"
