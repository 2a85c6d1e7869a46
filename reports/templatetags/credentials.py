"""Beside what was decided: whether another could have signed in as who decided."""

from django import template
from django.template import Context

from reports.credentials import Reset, of_plan, of_rounds
from reports.models import Round

register = template.Library()


@register.simple_tag(takes_context=True)
def credential_resets(context: Context) -> list[Reset]:
    """Those of the page's round, or of all rounds where the page shows the whole plan."""
    plan, made = context["plan"], context.get("round")
    return of_rounds(Round.objects.filter(pk=made.pk), plan.agency) if made else of_plan(plan)
