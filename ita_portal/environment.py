"""The variables that the settings ask for: out of the environment or, where it has none, out of a file `.env`.

The file may be as Notepad writes it: with a byte order mark, as UTF-16 ("Unicode"), with the line ends of Windows. An
empty variable counts as one that is not set. What can't be read raises ImproperlyConfigured, which names file and line
or variable.
"""

from __future__ import annotations

import codecs
import difflib
import io
import os
import re
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any, TypeAlias

import environ
from django.core.exceptions import ImproperlyConfigured
from dotenv.parser import Binding, parse_stream

from ita_portal.caches.choice import IN_FILES, IN_REDIS, IN_TABLE
from thai.dates import parse_date

_YES = {"true", "on", "ok", "y", "yes", "1"}
_NO = {"false", "off", "n", "no", "0"}
_UTF_16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
# Of our own: each goes on reading where nothing can be written.
environ.Env.CACHE_SCHEMES |= {"filecache": IN_FILES, "dbcache": IN_TABLE}
environ.Env.CACHE_SCHEMES |= dict.fromkeys(["redis", "rediss", "valkey", "valkeys"], IN_REDIS)
_ONLY_A_COMMENT = re.compile(r"[^=]*=\s+#")  # NAME= # what it is for

# Inside the class the names of these types are methods.
_Text: TypeAlias = str
_Texts: TypeAlias = list[str]
_Numbers: TypeAlias = list[int]
_Number: TypeAlias = int
_Flag: TypeAlias = bool
_Day: TypeAlias = date


class Environment:
    """Answers for one variable at a time, and knows which were asked for."""

    def __init__(self, file: Path) -> None:
        """The environment wins over the file, which need not be there."""
        self._file = file
        self._strange: _Texts = []
        self._lines = list(_lines_of(file, self._strange)) if file.exists() else []
        self._asked: set[_Text] = set()
        for name, value in dict(self._lines).items():
            os.environ.setdefault(name, value)

    def str(self, name: _Text, *, default: _Text) -> _Text:
        return self._text_of(name) or default

    def bool(self, name: _Text, *, default: _Flag) -> _Flag:
        """Raises ImproperlyConfigured for any other word: a mistyped `ture` must not switch something off."""
        word = self._text_of(name).strip().lower()
        if word in _YES or word in _NO:
            return word in _YES
        if word:
            raise ImproperlyConfigured(f"{name} is {word!r}: write true or false.")
        return default

    def int(self, name: _Text, *, default: _Number) -> _Number:
        text = self._text_of(name).strip()
        try:
            return int(text) if text else default
        except ValueError as error:
            raise ImproperlyConfigured(f"{name} is {text!r}: write a whole number.") from error

    def numbers(self, name: _Text, *, default: _Text) -> _Numbers:
        """As many numbers as the default has, with commas. Raises ImproperlyConfigured for anything else."""
        text = self._text_of(name).strip() or default
        words = [word.strip() for word in text.split(",")]
        if len(words) != len(default.split(",")) or not all(re.fullmatch(r"[0-9]{1,6}", word) for word in words):
            raise ImproperlyConfigured(
                f"{name} is {text!r}: write {default.count(',') + 1} numbers, such as {default}."
            )
        return [int(word) for word in words]

    def date(self, name: _Text, *, default: _Text) -> _Day:
        """Raises ImproperlyConfigured for what is no day; a year of 2400 and over is of the Buddhist era."""
        text = self._text_of(name).strip()
        try:
            return parse_date(text or default)
        except ValueError as error:
            raise ImproperlyConfigured(f"{name} is {text!r}: write a day, such as 2566-09-26.") from error

    def list(self, name: _Text, *, default: _Texts) -> _Texts:
        """What stands between commas, without the spaces around it."""
        items = [item.strip() for item in self._text_of(name).split(",")]
        return [item for item in items if item] or default

    def db_url(self, name: _Text, *, default: _Text) -> dict[_Text, Any]:
        return self._address(name, default, environ.Env.db_url_config)

    def cache_url(self, name: _Text, *, default: _Text) -> dict[_Text, Any]:
        return self._address(name, default, environ.Env.cache_url_config)

    def email_url(self, name: _Text, *, default: _Text) -> dict[_Text, Any]:
        return self._address(name, default, environ.Env.email_url_config)

    @property
    def asked(self) -> frozenset[_Text]:
        """The names of all variables that were asked for: once the settings are read, all that there are."""
        return frozenset(self._asked)

    def doubts(self) -> Iterator[_Text]:
        """What is strange about the file, once all variables were asked for: a sentence each."""
        yield from self._strange
        names = [name for name, _ in self._lines]
        for name in dict.fromkeys(names):
            if name not in self._asked:
                nearest = difflib.get_close_matches(name.upper(), sorted(self._asked), n=1)
                meant = f" Is {nearest[0]} meant?" if nearest else ""
                yield f"{self._file.name} sets {name}, which the portal does not know and does not read.{meant}"
            if names.count(name) > 1:
                yield f"{self._file.name} sets {name} {names.count(name)} times; the last one counts."

    def _text_of(self, name: _Text) -> _Text:
        """What is set; `$OTHER` stands for what another variable says, where there is one."""
        self._asked.add(name)
        text = os.environ.get(name, "")
        return os.environ.get(text[1:], text) if text.startswith("$") else text

    def _address(self, name: _Text, default: _Text, read: Callable[[_Text], dict[_Text, Any]]) -> dict[_Text, Any]:
        return read(self._text_of(name).strip() or default)


def _lines_of(file: Path, strange: list[str]) -> Iterator[tuple[str, str]]:
    """Each variable that the file sets, with its value, in order; `strange` gets a sentence for other lines."""
    for binding in parse_stream(io.StringIO(_text_of(file))):
        text = binding.original.string.strip()
        if binding.key is None and not binding.error:
            continue  # a comment, an empty line
        if binding.value is None and not any(mark in text for mark in "\"'"):
            strange.append(f"{file.name}, line {_line_of(binding)} sets nothing: write NAME=value.")
        elif binding.key is None or binding.value is None or "\n" in binding.value:
            raise ImproperlyConfigured(
                f"{file.name}, line {_line_of(binding)}: write NAME=value; a value with a quotation mark ends with one."
            )
        elif _is_name(binding.key):
            yield binding.key, "" if _ONLY_A_COMMENT.match(binding.original.string) else binding.value
        else:
            strange.append(f"{file.name}, line {_line_of(binding)} sets {binding.key}: no variable has such a name.")


def _is_name(key: str) -> bool:
    return key.isascii() and key.isidentifier()


def _line_of(binding: Binding) -> int:
    before = binding.original.string[: len(binding.original.string) - len(binding.original.string.lstrip())]
    return binding.original.line + before.count("\n")


def _text_of(file: Path) -> str:
    try:
        content = file.read_bytes()
        text = content.decode("utf-16" if content.startswith(_UTF_16) else "utf-8-sig")
    except OSError as error:
        raise ImproperlyConfigured(f"{file} cannot be opened: {error.strerror}.") from error
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise ImproperlyConfigured(
            f"{file.name}, line {line}: this is not UTF-8. In Notepad: Save as, and choose UTF-8 as encoding."
        ) from error
    if "\0" in text:
        raise ImproperlyConfigured(f"{file.name} is not UTF-8. In Notepad: Save as, and choose UTF-8 as encoding.")
    return text.replace("\r\n", "\n").replace("\r", "\n")
