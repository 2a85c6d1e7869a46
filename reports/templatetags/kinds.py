"""What the pages of a year's documents call them."""

from django import template

from reports.models.kinds import Kind

register = template.Library()


@register.filter
def named(words: str, kind: Kind) -> str:
    """`"เผยแพร่{}"|named:request.kind`: words with what the document is called in them."""
    return words.format(kind.called)
