"""Passwords that a Thai office would try first are refused; long ones of several words are not."""

import pytest
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError


@pytest.mark.parametrize(
    "password",
    ["รหัสผ่าน1234", "รหัสผ่าน๑๒๓๔", "สวัสดี12345", "1234ประเทศไทย!", "ฟหกด่าสว", "Sawasdee2566", "๑๑๑๑๑๑๑๑", "เทศบาล2566"],
)
def test_a_common_thai_password_is_refused(password: str) -> None:
    with pytest.raises(ValidationError, match="เดาง่าย"):
        validate_password(password)


@pytest.mark.parametrize("password", ["แมวดำกินปลาทูนอนหลังคา", "ฝนตกที่ทุ่งสายธาร 9 ครั้ง", "kanda-walks-7-dogs"])
def test_several_words_together_are_taken(password: str) -> None:
    validate_password(password)
