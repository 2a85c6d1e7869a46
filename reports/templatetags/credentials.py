"""Beside what was decided: whether another could have signed in as who decided."""

from django import template
from django.template import Context
from django.utils.html import format_html
from django.utils.safestring import SafeString

from reports.models import Round
from reports.review.password_resets import Reset, of_plan, of_rounds
from thai.dates import format_moment

register = template.Library()


@register.simple_tag(takes_context=True)
def credential_resets(context: Context) -> list[Reset]:
    """Those of the page's round, or of all rounds of the document where the page shows it whole."""
    plan, round_ = context["plan"], context.get("round")
    return (
        of_rounds(Round.objects.filter(pk=round_.pk), plan.agency) if round_ else of_plan(plan, context["request"].kind)
    )


@register.filter
def marked(reset: Reset) -> SafeString:
    """The sentence, in which neither a name nor the moment breaks."""
    words = {"by": reset.by, "person": reset.person, "at": format_moment(reset.change.at)}
    bound = {name: format_html('<span class="nb">{}</span>', text) for name, text in words.items()}
    return format_html(reset.words, **bound)
