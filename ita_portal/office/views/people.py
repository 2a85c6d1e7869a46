"""The people of an agency: who they are, what they hold, inviting and ending."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial

from allauth.mfa.models import Authenticator
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from accounts import outgoing_mail
from accounts.access import AgencyRequest, requires
from accounts.authentication.second_factor import NEEDED_BY
from accounts.changed import digest
from accounts.models import Agency, Invitation, Membership, SetAside, User
from accounts.permissions import Permission, Role
from accounts.persons import sharing_an_address
from accounts.services import membership
from accounts.services.membership import Place
from editing import drafts
from editing.conflict import KEPT, Attempt, attempt, keep_unchosen, respond
from editing.versions import Version
from editing.who_saved import Trail
from ita_portal.office import first_steps
from ita_portal.office.forms.people import DOES, PlaceForm
from ita_portal.office.views.links import shown_link
from thai.text import sort_key

PER_PAGE = 50


@dataclass(frozen=True)
class Person:
    """A line of the list; `roles` are empty for somebody who left."""

    user: User
    roles: list[Role]
    unit: str
    has_factor: bool

    @property
    def needs_factor(self) -> bool:
        return not self.has_factor and bool(NEEDED_BY & set(self.roles))


@require_GET
@requires(Permission.SETTINGS_EDIT)
def index(request: AgencyRequest, agency: Agency) -> HttpResponse:
    """Everybody who is or was a member, and who is invited."""
    people = _people(agency)
    present = [person for person in people if person.roles]
    page = Paginator(present, PER_PAGE).get_page(request.GET.get("page"))
    now = timezone.now()
    waiting = list(Invitation.objects.waiting().filter(agency=agency).select_related("unit"))
    is_provided_for = bool(waiting) or any(Role.APPROVER in person.roles for person in present)
    context = {
        "next_step": first_steps.after(2, agency, request.user) if is_provided_for else None,
        "page": page,
        "without": sum(person.needs_factor for person in present),
        "shared": sharing_an_address(person.user for person in present),
        "left": [person for person in people if not person.roles],
        "invitations": [(invitation, invitation.expires_at <= now) for invitation in waiting],
        "roles": [(role.label, does) for role, does in DOES.items()],
        "link": shown_link(request),
        "mail_is_sent": outgoing_mail.is_sent(),
    }
    return render(request, "settings/users.html", context)


def _people(agency: Agency) -> list[Person]:
    rows: dict[int, list[Membership]] = {}
    for row in agency.memberships.select_related("user", "unit").order_by("-is_active", "pk"):
        rows.setdefault(row.user_id, []).append(row)
    factors = set(
        Authenticator.objects.filter(user__in=rows, type=Authenticator.Type.TOTP).values_list("user", flat=True)
    )
    people = [_person(memberships, factors) for memberships in rows.values()]
    return sorted(people, key=lambda person: sort_key(person.user.name))


def _person(memberships: list[Membership], factors: set[int]) -> Person:
    user = memberships[0].user
    active = {row.role for row in memberships if row.is_active} if user.is_active else set()
    unit = memberships[0].unit.short_name if memberships[0].unit else ""
    return Person(user, [role for role in Role if role in active], unit, user.pk in factors)


def person_of(agency: Agency, pk: int) -> User:
    """Somebody who is or was a member; Http404 for anybody else."""
    return get_object_or_404(User.objects.filter(memberships__agency=agency).distinct(), pk=pk)


@require_http_methods(["GET", "POST"])
@requires(Permission.SETTINGS_EDIT)
def edit(request: AgencyRequest, agency: Agency, pk: int) -> HttpResponse:
    """Roles, unit and post of a person; saving brings back who left."""
    user = person_of(agency, pk)
    stored = membership.place_of(user, agency)
    if request.method == "GET":
        form = PlaceForm(initial=PlaceForm.drawn(digest(stored), _facts(stored)), agency=agency)
        return _draw(request, agency, user, drafts.fill(form, request))
    tried = _set_place(request, agency, user)
    rows = user.memberships.filter(agency=agency).values_list("pk", flat=True)
    trail = Trail([f"user:{pk}", *(f"membership:{key}" for key in rows)], agency)
    if tried.clashes:
        return respond(request, tried, trail, about=f"บทบาทของ{user}", kept=KEPT)
    tried.tell(request, trail)
    if not tried.saved:
        status = 409 if tried.form.has_error("roles", "last") else tried.status
        return _draw(request, agency, user, tried.form, status=status)
    messages.success(request, f"บันทึกบทบาทของ{user}แล้ว")
    return redirect("accounts:users", agency.slug)


def _set_place(request: AgencyRequest, agency: Agency, user: User) -> Attempt[PlaceForm]:
    def write(form: PlaceForm, base: str) -> bool:
        try:
            membership.set_place(agency=agency, user=user, place=form.place(), base=base, by=request.user)
        except membership.LastAdministrator as error:
            form.add_error("roles", ValidationError(error.message, code="last"))
        return not form.errors

    bind = partial(PlaceForm, agency=agency)
    keep_unchosen(request, SetAside.Page.PERSON, user.pk, bind)
    return attempt(request.POST, bind=bind, write=write, version=_version)


def _facts(place: Place) -> dict[str, object]:
    return {"roles": sorted(place.roles), "unit": place.unit, "post": place.post}


def _version(place: Place) -> Version:
    return PlaceForm.version(digest(place), _facts(place))


def _draw(request: AgencyRequest, agency: Agency, user: User, form: PlaceForm, status: int = 200) -> HttpResponse:
    former = user.memberships.filter(agency=agency, is_active=False)
    context = {
        "form": form,
        "person": user,
        "is_present": user.is_active and user.memberships.filter(agency=agency, is_active=True).exists(),
        "former": [Role(row.role).label for row in former],
        "only_here": membership.only_here(user, agency),
        "has_factor": Authenticator.objects.filter(user=user, type=Authenticator.Type.TOTP).exists(),
    }
    return render(request, "settings/person.html", context, status=status)


@require_http_methods(["GET", "POST"])
@requires(Permission.SETTINGS_EDIT)
def deactivate(request: AgencyRequest, agency: Agency, pk: int) -> HttpResponse:
    """Asks before a person's roles end, saying what ends and what stays; then ends them."""
    user = person_of(agency, pk)
    context = {"person": user, "only_here": membership.only_here(user, agency)}
    if request.method == "GET":
        if membership.is_last_administrator(agency, user):
            context["refused"] = membership.LastAdministrator().messages[0]
        return render(request, "settings/deactivate.html", context)
    try:
        membership.deactivate(agency=agency, user=user, by=request.user, now=timezone.now())
    except ValidationError as error:
        return render(request, "settings/deactivate.html", {**context, "refused": error.messages[0]}, status=409)
    messages.success(request, f"ปิดการใช้งานของ{user}แล้ว ประวัติทั้งหมดยังอยู่ครบ")
    return redirect("accounts:users", agency.slug)
