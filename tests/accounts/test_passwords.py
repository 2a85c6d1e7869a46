"""Passwords that a Thai office would try first are refused; long ones of several words are not."""

import pytest
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError

from accounts.models import User


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


@pytest.mark.parametrize("password", ["กานดา2566", "กานดา๒๕๖๖", "นางสาวกานดา!", "ใจงาม1234", "กานดา ใจงาม 66"])
def test_ones_own_name_with_a_year_behind_it_is_refused(password: str) -> None:
    kanda = User(username="k1", name="นางสาวกานดา ใจงาม")
    with pytest.raises(ValidationError, match="เดาง่าย"):
        validate_password(password, kanda)
    validate_password("แมวของกานดากินปลาทู", kanda)
