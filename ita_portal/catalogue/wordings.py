"""Wordings that agencies know of items without text, taken into the list of all: how many say so, never who."""

from __future__ import annotations

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

import clock
from accounts.access import SignedInRequest, operator
from ita.catalogue import LONGEST_WORDING
from measures.models import Indicator
from measures.services.lists import shared

PER_PAGE = 50


@require_http_methods(["GET", "POST"])
@operator
def index(request: SignedInRequest) -> HttpResponse:
    """The items, each with what agencies say; POST takes one wording (`take`: item, digest and status)."""
    if request.method == "POST":
        return _take(request)
    page = Paginator(shared.waiting(), PER_PAGE).get_page(request.GET.get("page"))
    items = list(page.object_list)
    said = shared.said_of(items)
    confirmed, second_hand = shared.STATUSES
    context = {
        "page": page,
        "items": [(each, said[each.pk]) for each in items],
        "confirmed": confirmed.value,
        "second_hand": second_hand.value,
        "longest": LONGEST_WORDING,
    }
    return render(request, "catalogue/wordings.html", context)


def _take(request: SignedInRequest) -> HttpResponse:
    key, _, digest = request.POST.get("take", "").partition(":")
    status = request.POST.get("status", "")
    if not (key.isascii() and key.isdigit() and len(key) < 12) or status not in shared.STATUSES:
        raise Http404
    try:
        item = shared.take(item=int(key), digest=digest, status=status, by=request.user, now=clock.now())
    except (shared.Gone, Indicator.DoesNotExist):
        messages.warning(request, "ข้อนี้มีถ้อยคำแล้ว หรือหน่วยงานแก้ถ้อยคำไปแล้ว จึงยังไม่ได้เปลี่ยน โปรดดูอีกครั้ง")
    except shared.TooLong:
        messages.warning(request, f"ถ้อยคำนี้ยาวเกิน {LONGEST_WORDING:,} ตัวอักษร จึงยังไม่ได้เปลี่ยน โปรดคัดลอกไปย่อที่หน้าแก้ไขข้อ")
    else:
        messages.success(request, f"ใช้ถ้อยคำของหน่วยงานในข้อ {item.code} ปี {item.year} ของทั้งระบบแล้ว")
    return redirect("catalogue:wordings")
