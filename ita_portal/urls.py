"""The root of all addresses; a test walks them and fails for a view that declares no access."""

from django.urls import URLPattern, URLResolver, include, path

from ita_portal.eventlog import views as eventlog
from ita_portal.frame import drafts
from ita_portal.frame.help import views as help_pages
from ita_portal.frame.pieces import pieces
from ita_portal.home import me, overview
from ita_portal.home import views as home
from ita_portal.home.overview_scores import views as overview_scores
from ita_portal.office.views import certificate, emblem, endorsers, retention
from ita_portal.office.views import start as first_run
from ita_portal.signin import first_agency, invitation
from ita_portal.watching import health, metrics

urlpatterns: list[URLPattern | URLResolver] = [
    path("accounts/", include("ita_portal.signin.urls")),
    path("", home.home, name="home"),
    path("a/<slug:slug>/<int:year>/", home.agency_home, name="agency_home"),
    path("a/<slug:slug>/start/", first_run.start, name="start"),
    path("overview/", overview.index, name="overview"),
    path("overview/scores/", overview_scores.index, name="overview_scores"),
    path("overview/scores.<slug:form>", overview_scores.as_file, name="overview_scores_file"),
    path("first/", first_agency.where, name="first"),
    path("first/<str:token>/", first_agency.found, name="first_agency"),
    path("overview/agencies.<slug:form>", overview.list_file, name="overview_file"),
    path("invitation/<str:token>/", invitation.accept, name="invitation"),
    path("a/<slug:slug>/settings/endorsers/", endorsers.endorsers, name="settings_endorsers"),
    path("a/<slug:slug>/settings/retention/", retention.edit, name="settings_retention"),
    path("a/<slug:slug>/settings/certificate/", certificate.certificate, name="settings_certificate"),
    path("a/<slug:slug>/settings/certificate/how/", certificate.how, name="settings_certificate_how"),
    path("", include("ita_portal.office.urls")),
    path("", include("ita_portal.catalogue.urls")),
    path("", include("measures.urls")),
    path("", include("evidence.urls")),
    path("", include("scores.urls")),
    path("", include("reports.urls")),
    path("", include("notices.urls")),
    path("a/<slug:slug>/log/", eventlog.log, name="log"),
    path("a/<slug:slug>/log/check/", eventlog.check, name="log_check"),
    path("a/<slug:slug>/log/export.<slug:form>", eventlog.export, name="log_export"),
    path("a/<slug:slug>/log/proof/", eventlog.proof, name="log_proof"),
    path("me/", me.account, name="me"),
    path("me/particulars/", me.particulars, name="me_particulars"),
    path("me/drafts/", drafts.keep, name="draft_keep"),
    path("me/drafts/drop/", drafts.drop, name="draft_drop"),
    path("me/drafts/drop/all/", drafts.drop_all, name="draft_drop_all"),
    path("me/drafts/back/", drafts.bring_back, name="draft_bring_back"),
    path("me/drafts/<int:pk>/", drafts.read, name="draft_read"),
    path("emblem/<str:sha256>.png", emblem.picture, name="emblem"),
    path("health/", health.health, name="health"),
    path("health/live", health.live, name="health_live"),
    path("health/ready", health.ready, name="health_ready"),
    path("metrics", metrics.metrics, name="metrics"),
    path("help/", help_pages.using, name="help"),
    path("help/accessibility/", help_pages.accessibility, name="help_accessibility"),
    path("help/privacy/", help_pages.privacy, name="help_privacy"),
    path("help/contact/", help_pages.contact, name="help_contact"),
    path("help/<slug:name>/", help_pages.guide, name="help_guide"),
    path("pieces/", pieces, name="pieces"),
]

handler400 = "ita_portal.frame.errors.bad_request"
handler403 = "ita_portal.frame.errors.forbidden"
handler404 = "ita_portal.frame.errors.not_found"
handler500 = "ita_portal.frame.errors.server_error"
