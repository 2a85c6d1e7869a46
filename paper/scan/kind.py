"""Which files are photographs of a page, by their first bytes."""

from __future__ import annotations

_PICTURES = {b"\xff\xd8\xff": "JPEG", b"\x89PNG\r\n\x1a\n": "PNG"}


def kind_of(data: bytes) -> str:
    """JPEG or PNG, by how the file begins; empty for anything else."""
    return next((kind for start, kind in _PICTURES.items() if data.startswith(start)), "")
