"""Names of files: as people gave them, and as they are handed out."""

from __future__ import annotations

import re

from thai.text import clean

LONGEST = 255
_ENDINGS = {
    "image/jpeg": (".jpg", ".jpeg"),
    "image/png": (".png",),
    "application/pdf": (".pdf",),
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": (".docx",),
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": (".xlsx",),
    "application/vnd.openxmlformats-officedocument.presentationml.presentation": (".pptx",),
    "application/vnd.oasis.opendocument.text": (".odt",),
    "application/vnd.oasis.opendocument.spreadsheet": (".ods",),
}
_ENDING = re.compile(r"\.[A-Za-z0-9]{1,5}$")
_UNWANTED = re.compile(r'[\x00-\x1f\x7f"*:<>?|/\\]')
_USUAL = "ไฟล์"  # of a file that came without a name


def as_given(name: str) -> str:
    """The name that somebody gave a file: without folders and signs that no system allows, its ending kept."""
    last = re.split(r"[/\\]", name.replace("\x00", ""))[-1]
    tidy = " ".join(clean(_UNWANTED.sub(" ", last)).split()).strip(". ")
    ending = _ENDING.search(tidy)
    kept = ending[0] if ending else ""
    return (tidy.removesuffix(kept)[: LONGEST - len(kept)].strip() + kept) or _USUAL


def to_hand_out(name: str, media_type: str) -> str:
    """The name with the ending of what the file is: a photograph named x.heic or x.php is kept as JPEG, so x.jpg."""
    endings = _ENDINGS[media_type]
    if name.lower().endswith(endings):
        return name
    return stem(name)[: LONGEST - len(endings[0])] + endings[0]


def stem(name: str) -> str:
    """The name without its ending."""
    return _ENDING.sub("", name).strip(". ") or _USUAL


def ending_of(media_type: str) -> str:
    """The ending of files of a kind, with its dot; `.bin` for a kind that is not kept as evidence."""
    return _ENDINGS.get(media_type, (".bin",))[0]
