"""The page that shows all pieces of pages together, for those who write templates."""

from __future__ import annotations

from django.conf import settings
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from accounts.access import public
from workflow.badge import Status

_BADGES = [
    Status("idle", "pencil", "ฉบับร่าง"),
    Status("now", "circle-half", "กำลังดำเนินการ"),
    Status("wait", "hourglass-split", "รอพิจารณา"),
    Status("ok", "check-circle-fill", "ตรวจรับแล้ว"),
    Status("bad", "arrow-return-left", "ส่งกลับแก้ไข"),
]
_CHANGES = [("", "จัดอบรมเจ้าหน้าที่ "), ("removed", "20 คน"), ("added", "32 คน"), ("", " เมื่อวันที่ 3 กรกฎาคม 2566")]

_SECOND_OF_THREE = Paginator(range(3), 1).page(2)


@require_GET
@public
def pieces(request: HttpRequest) -> HttpResponse:
    """Every piece of `templatetags/pieces.py` with an example; only the development server has this page."""
    if not settings.DEBUG:
        raise Http404
    return render(request, "pieces.html", {"badges": _BADGES, "changes": _CHANGES, "page": _SECOND_OF_THREE})
