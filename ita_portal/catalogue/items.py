"""One item of a list: its wording, status, source and group; and an item that the list does not have yet."""

from __future__ import annotations

from dataclasses import asdict

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

import clock
from accounts.access import SignedInRequest, operator
from accounts.changed import Changed, digest
from editing import drafts
from editing.conflict import attempt, respond
from editing.versions import Version
from editing.who_saved import Trail
from ita_portal.catalogue.forms import ItemForm, NewItemForm
from ita_portal.catalogue.places import ListPlace, badge_of, place_of
from measures.models import Indicator, Kind
from measures.services.lists import items as service
from measures.services.lists import removing

_LOST = "ถ้อยคำที่ไม่ได้เลือกจะไม่เก็บไว้ หากต้องการใช้ภายหลัง โปรดคัดลอกไว้ก่อน"


@require_http_methods(["GET", "POST"])
@operator
def edit(request: SignedInRequest, pk: int) -> HttpResponse:
    """What the list says of an item, for every agency that it serves."""
    item = get_object_or_404(Indicator.objects.select_related("confirmed_by", "forerunner"), pk=pk)
    if request.method == "GET":
        facts = service.facts_of(item)
        form = ItemForm(initial=ItemForm.drawn(digest(facts), asdict(facts)))
        return _draw(request, item, drafts.fill(form, request))

    def write(form: ItemForm, base: str) -> bool:
        try:
            service.save(item=item.pk, facts=form.facts(), base=base, by=request.user, now=clock.now())
        except ValidationError as error:
            form.add_error(None, error)
        except Indicator.DoesNotExist as error:  # another operator removed it just now
            raise Http404 from error
        return not form.errors

    trail = Trail([])  # the events of all lists have one subject: who wrote this item can't be told by it
    tried = attempt(request.POST, bind=ItemForm, write=write, version=_version)
    if tried.clashes:
        return respond(request, tried, trail, about=f"ข้อ {item.code} ปี {item.year}", kept=_LOST)
    tried.tell(request, trail)
    if not tried.saved:
        return _draw(request, item, tried.form, status=tried.status)
    messages.success(request, f"บันทึกข้อ {item.code} ปี {item.year} แล้ว")
    return redirect(f"{_place(item).url()}#item-{item.pk}")


def _version(facts: service.ItemFacts) -> Version:
    return ItemForm.version(digest(facts), asdict(facts))


def _place(item: Indicator) -> ListPlace:
    return ListPlace(item.year, Kind(item.kind))


def _draw(request: SignedInRequest, item: Indicator, form: ItemForm, status: int = 200) -> HttpResponse:
    context = {
        "item": item,
        "place": _place(item),
        "status": badge_of(item),
        "form": form,
        "measures": item.measures.count(),
        "wordings": item.wordings.count(),
    }
    return render(request, "catalogue/item.html", context, status=status)


@require_http_methods(["GET", "POST"])
@operator
def add(request: SignedInRequest, of_year: int, kind: str) -> HttpResponse:
    """Adds an item to a list, which may be its first."""
    place = place_of(of_year, kind)
    if request.method == "GET":
        form = NewItemForm(initial={"status": Indicator.Status.UNCERTAIN})
        return _draw_new(request, place, drafts.fill(form, request))
    form = NewItemForm(request.POST)
    if form.is_valid():
        code = form.cleaned_data["code"]
        try:
            service.add(
                year=place.year, kind=place.kind, code=code, facts=form.facts(), by=request.user, now=clock.now()
            )
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, f"เพิ่มข้อ {code} ใน{place.called}แล้ว")
            return redirect(place.url())
    return _draw_new(request, place, form, status=422)


def _draw_new(request: SignedInRequest, place: ListPlace, form: NewItemForm, status: int = 200) -> HttpResponse:
    return render(request, "catalogue/add.html", {"place": place, "form": form}, status=status)


@require_http_methods(["GET", "POST"])
@operator
def remove(request: SignedInRequest, pk: int) -> HttpResponse:
    """Asks, and takes an item out of its list that was entered by mistake; tells what hangs on one that can't be."""
    item = get_object_or_404(Indicator.objects.select_related("confirmed_by", "forerunner"), pk=pk)
    if request.method == "GET":
        return _draw_removing(request, item)
    try:
        removing.remove(item=item.pk, base=request.POST.get("base", ""), by=request.user)
    except Indicator.DoesNotExist as error:
        raise Http404 from error
    except (Changed, removing.Hangs):
        messages.warning(request, f"ข้อ {item.code} เปลี่ยนไปหลังจากท่านเปิดหน้านี้ จึงยังไม่ได้นำออก โปรดตรวจอีกครั้ง")
        item.refresh_from_db()
        return _draw_removing(request, item, status=409)
    place = _place(item)
    messages.success(request, f"นำข้อ {item.code} ออกจาก{place.called}แล้ว")
    return redirect(place.url())


def _draw_removing(request: SignedInRequest, item: Indicator, status: int = 200) -> HttpResponse:
    context = {
        "item": item,
        "place": _place(item),
        "status": badge_of(item),
        "hanging": removing.hanging(item),
        "base": digest(service.facts_of(item)),
    }
    return render(request, "catalogue/remove.html", context, status=status)
