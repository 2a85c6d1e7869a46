"""Addresses of a year's documents under /a/<slug>/<year>/, of evidence that is soon deleted, and the public ones under
/r/ and /v/."""

from django.urls import include, path, register_converter

from reports.access import KindConverter
from reports.models.kinds import Kind
from reports.views import (
    crawling,
    public,
    publication,
    published,
    review,
    round_evidence,
    rounds,
    signing,
    submission,
    verify,
    year_sheet,
)
from reports.views.compiling import compile as views
from reports.views.compiling import doubts, order, preview
from reports.views.evidence import retention
from reports.views.importing import bring, draft, pictures, taking

app_name = "reports"
register_converter(KindConverter, "document")
YEAR = "a/<slug:slug>/<int:year>/"
RETENTION = "a/<slug:slug>/<int:year>/evidence/retention/"
ROUND = "rounds/<int:edition>/<int:number>/"

# The one road of all three documents.
ROAD = [
    path("", views.compile_report, name="compile"),
    path("pages/", preview.pages, name="preview"),
    path("pages/<slug:digest>/<int:page>.png", preview.picture, name="preview_page"),
    path("order/", order.reorder, name="order"),
    path("settle/", doubts.settle, name="settle"),
    path("report.<slug:form>", views.download, name="download"),
    path("submit/", submission.submit, name="submit"),
    path("recall/", submission.recall, name="recall"),
    path("review/", review.review, name="review"),
    path("sign/", review.sign, name="sign"),
    path("signed/", review.signed, name="signed"),
    path("sign/progress/", signing.progress, name="sign_progress"),
    path("sign/again/", signing.again, name="sign_again"),
    path("sign/reopen/", signing.reopen, name="reopen"),
    path("rounds/", rounds.index, name="rounds"),
    path(ROUND, rounds.show, name="round"),
    path(f"{ROUND}report.pdf", rounds.pdf, name="round_pdf"),
    path(f"{ROUND}signed.pdf", signing.signed_pdf, name="signed_pdf"),
    path(f"{ROUND}report.json", rounds.document, name="round_document"),
    path(f"{ROUND}provenance.json", rounds.record, name="round_record"),
    path(f"{ROUND}pages/<int:page>.png", rounds.picture, name="round_page"),
    path(f"{ROUND}evidence/<int:piece>/", round_evidence.file, name="round_evidence"),
    path(f"{ROUND}evidence/<int:piece>/small.jpg", round_evidence.thumbnail, name="round_evidence_small"),
    path("publish/", publication.publish, name="publish"),
    path("publish/aside/", publication.set_aside, name="set_aside"),
    path("publish/replace/", publication.publish, name="replace"),
    path("publish/withdraw/", publication.withdraw, name="withdraw"),
    path("published/", published.show, name="published"),
    path("published/poster.pdf", published.hang_up, name="poster"),
    path("publish/next/", publication.begin, name="begin"),
]

urlpatterns = [
    path("a/<slug:slug>/import/", bring.bring, name="import"),
    path("a/<slug:slug>/import/<int:pk>/", draft.edit, name="import_draft"),
    path("a/<slug:slug>/import/<int:pk>/throw-away/", bring.throw_away, name="import_drop"),
    path("a/<slug:slug>/import/<int:pk>/take/", taking.take_in, name="import_take"),
    path("a/<slug:slug>/import/<int:pk>/pictures/<int:number>/", pictures.picture, name="import_picture"),
    path("a/<slug:slug>/import/<int:year>.xlsx", year_sheet.download, name="year_sheet"),
    # Without a kind an address is the result report's; with one, of whichever.
    path(f"{YEAR}report/", include(ROAD), {"document": Kind.RESULT}),
    path(f"{YEAR}<document:document>/", include(ROAD)),
    path(RETENTION, retention.year, name="retention"),
    path(f"{RETENTION}files.zip", retention.packed, name="retention_files"),
    path(f"{RETENTION}<int:pk>/keep/", retention.keep, name="retention_keep"),
    path(f"{RETENTION}<int:pk>/let-go/", retention.let_go, name="retention_let_go"),
    path("r/", public.index, name="public_list"),
    path("r/<str:code>/", public.show, name="public_report"),
    path("r/<str:code>/<str:name>", public.file, name="public_file"),
    path("robots.txt", crawling.robots, name="robots"),
    path("sitemap.xml", crawling.sitemap, name="sitemap"),
    path("sitemap-<int:part>.xml", crawling.sitemap_part, name="sitemap_part"),
    path("v/", verify.verify, name="verify"),
    path("v/outside/", verify.outside, name="verify_outside"),
    path("v/known/<str:sha256>/", verify.known, name="verify_known"),
    path("v/<str:code>/", verify.by_code, name="verify_code"),
]
