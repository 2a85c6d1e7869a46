"""Where one is led once the progress of a measure is saved: to what the pressed button names."""

from __future__ import annotations

from urllib.parse import urlencode

from django.http import HttpRequest
from django.urls import reverse

from accounts.models import User
from measures.models import Measure
from measures.worklists import is_complete, of_person_unsent


def next_of(user: User, measure: Measure) -> Measure | None:
    """The person's next measure of the year of which nothing is recorded yet; the first of all behind the last."""
    mine = [each for each in of_person_unsent(user, measure.plan) if each.pk == measure.pk or not each.action_count]  # type: ignore[attr-defined]  # set by counted
    at = next((number for number, each in enumerate(mine) if each.pk == measure.pk), -1)
    others = [*mine[at + 1 :], *mine[: max(at, 0)]]
    return others[0] if others else None


def url_of(request: HttpRequest, measure: Measure) -> str:
    """The measure's own page, unless the button asked for the next measure or for the page that hands in."""
    place = [measure.plan.agency.slug, measure.plan.year]
    asked, user = request.POST.get("do", ""), request.user
    if asked == "next" and (found := next_of(user, measure)):  # type: ignore[arg-type]  # of somebody who is signed in
        return reverse("measures:action_new", args=[*place, found.pk])
    if asked == "review":  # read anew: the measure at hand was read before it was saved
        ready = {each.pk for each in of_person_unsent(user, measure.plan) if is_complete(each)}  # type: ignore[arg-type]  # as above
        if measure.pk in ready and len(ready) > 1:
            return f"{reverse('measures:hand_in_many', args=place)}?{urlencode({'pick': measure.pk})}"
        return reverse("measures:hand_in", args=[*place, measure.pk])
    return reverse("measures:measure", args=[*place, measure.pk])
