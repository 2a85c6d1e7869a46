"""Template filters for Thai dates, digits and line breaking."""

from django import template

register = template.Library()
