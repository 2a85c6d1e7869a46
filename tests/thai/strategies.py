"""Text as it may come from a keyboard, a clipboard or an attacker, and the days that a date field can hold."""

from datetime import date

from hypothesis import strategies as st

# A four-digit year under 2400 is Common Era, so 2400 (CE 1857) is the first year of the Buddhist era that is read.
FIRST_DAY, LAST_DAY = date(1857, 1, 1), date(9456, 12, 31)
days = st.dates(FIRST_DAY, LAST_DAY)
# Two digits are 2500 to 2599.
days_of_the_century = st.dates(date(1957, 1, 1), date(2056, 12, 31))

_MARKS = "ัิีึืุู็่้๊๋์ํฺ๎"
thai_soup = st.text(alphabet="กนมยบฤเแโใไะาำๅๆฯ" + _MARKS + "๐๑๙09 \n-–./\u200b\u00a0\u0301\u0338\uf70a", max_size=40)
_WORDS = (
    "29 31 0 00 9 13 2566 66 2023 256 กันยายน ก.ย. กย กุมภาพันธ์ มิ.ย. พ.ศ. ค.ศ. วันที่ วันศุกร์ที่ ระหว่าง ตั้งแต่ เมื่อ ถึง "
    "– - / . , และ เป็นต้นมา ที่ ข้อ เวลา ๒๙ ๒๕๖๖ ปี เดือน x ² ٣"
)
_PARTS = [*_WORDS.split(), "\u00a0", "\u200b", "\n", " "]
date_soup = st.lists(st.sampled_from(_PARTS), max_size=14).flatmap(
    lambda parts: st.sampled_from(["".join(parts), " ".join(parts)])
)
any_text = st.one_of(st.text(), st.text(st.characters()), thai_soup, date_soup)
