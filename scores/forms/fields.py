"""Fields for scores."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from ita.figures import read_score


class ScoreField(forms.CharField):
    """A figure from 0 to 100 in Thai or Arabic digits, as text with two places; `otherwise` for nothing."""

    def __init__(self, *, otherwise: str = "", **kwargs: Any) -> None:  # noqa: ANN401 - handed on to Django as it came
        self.otherwise = otherwise
        kwargs.setdefault("required", False)
        widget = forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off", "class": "score"})
        super().__init__(**{"max_length": 40, "widget": widget, **kwargs})
        self.wanted = True  # each may be left empty, which the page says once: no word (ถ้ามี)

    def clean(self, value: object) -> str:
        text = super().clean(value)
        if not text:
            return self.otherwise
        try:
            score, was_rounded = read_score(text)
        except ValueError as error:
            raise ValidationError(str(error), code="score") from error
        if was_rounded:
            raise ValidationError(f"คะแนนมีทศนิยมได้สองตำแหน่ง โปรดพิมพ์ {score} หรือแก้ตัวเลข", code="places")
        return f"{score:.2f}"
