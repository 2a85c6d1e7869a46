"""A list is copied into a later year that has none."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

import clock
from accounts.access import SignedInRequest, operator
from ita_portal.catalogue.forms import CopyListForm
from ita_portal.catalogue.places import ListPlace, place_of
from measures.models import Indicator
from measures.services.lists import forward


@require_http_methods(["GET", "POST"])
@operator
def copy(request: SignedInRequest, of_year: int, kind: str) -> HttpResponse:
    """Asks for the year; on to the list that was made there."""
    place = place_of(of_year, kind)
    if request.method == "GET":
        return _draw(request, place, CopyListForm(initial={"to": place.year + 1}))
    form = CopyListForm(request.POST)
    if form.is_valid():
        to = form.cleaned_data["to"]
        try:
            count = forward.copy(year=place.year, kind=place.kind, to=to, by=request.user, now=clock.now())
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, f"คัดลอก {count} ข้อเป็นรายการปี {to} แล้ว ถ้อยคำทุกข้อยังไม่แน่ชัดจนกว่าจะตรวจกับแบบประเมิน")
            return redirect(ListPlace(to, place.kind).url())
    return _draw(request, place, form, status=422)


def _draw(request: SignedInRequest, place: ListPlace, form: CopyListForm, status: int = 200) -> HttpResponse:
    count = Indicator.objects.filter(year=place.year, kind=place.kind).count()
    return render(request, "catalogue/copy.html", {"place": place, "form": form, "count": count}, status=status)
