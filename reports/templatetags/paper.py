"""Template filters of the report on paper."""

import unicodedata

from django import template
from django.utils.safestring import SafeString

from thai.templatetags.thai import names

register = template.Library()

# So many letters, marks aside, stand side by side in the column of officers: 17 % of the sheet at 14 pt.
_COLUMN = 17


@register.filter
def column_name(name: str) -> SafeString | str:
    """A name that does not break between title and surname; one too long for the column breaks before the surname."""
    letters = sum(unicodedata.category(character) != "Mn" for character in name)
    return names(name) if letters <= _COLUMN else names(name, "parts")
