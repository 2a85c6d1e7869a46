"""Programs within other files: told by how they begin, and by the name under which a system would start them."""

from __future__ import annotations

_STARTS = (b"MZ", b"\x7fELF", b"#!", b"\xca\xfe\xba\xbe", b"\xcf\xfa\xed\xfe")
_WITHIN = b"This program cannot be run in DOS mode"  # of one that lies packed in an object of an office program
_ENDINGS = (
    *(".exe", ".dll", ".scr", ".com", ".msi", ".lnk", ".bat", ".cmd", ".ps1", ".vbs", ".vbe", ".js", ".jse"),
    *(".wsf", ".hta", ".jar", ".reg", ".docm", ".dotm", ".xlsm", ".xltm", ".xlam", ".pptm", ".ppam"),
)


def is_program(name: str, data: bytes) -> bool:
    """Whether a system or an office program would run what lies under the name."""
    return name.lower().rstrip(". ").endswith(_ENDINGS) or data.startswith(_STARTS) or _WITHIN in data
