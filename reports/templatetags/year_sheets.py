"""The years whose sheet can be filled without the portal, for the pages that offer it."""

from django import template

import clock
from thai.fiscal import fiscal_year

register = template.Library()


@register.simple_tag
def years_to_fill() -> list[int]:
    """This fiscal year and the one before it, the later first."""
    this = fiscal_year(clock.today())
    return [this, this - 1]
