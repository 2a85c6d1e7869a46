"""The code of an item as people type it into a form."""

from django.core.exceptions import ValidationError

from ita import codes


def read_code(written: str) -> str:
    """The code as the catalogue writes it. Raises ValidationError, in Thai, for what is none."""
    try:
        return codes.normalise(written)[0]
    except ValueError as error:
        raise ValidationError(str(error)) from error
