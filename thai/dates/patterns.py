"""The patterns with which dates are found in a sentence, over a View's text.

Every repetition is bounded, so that the work stays proportional to the text.
"""

import re

from thai.dates.names import DASH, ERA, MONTH, WEEKDAY

_DAY_WORD = rf"(?:(?:(?:วัน)?(?P<weekday>{WEEKDAY})\ ?|วัน)ที่\s{{0,3}})"
# Not inside a number, a word, a decimal, a time, an address or one of several numbers in a row.
_DAY = r"(?<![0-9A-Za-z])(?<![0-9][.,/:])(?<![A-Za-z][./_-])"
_GAP = r"\s{0,3}[-./]?\s{0,3}"
_YEAR = r"(?:19|2[0-7])[0-9]{2}"
_END = r"(?![0-9A-Za-z]|[-./][0-9A-Za-z])"
# Two digits are a year unless they are part of a number or the day of the next date: 1 มิ.ย. - 30 ก.ย. 2566.
_NEXT_DATE = rf"{_GAP}(?:เดือน\ ?)?{MONTH}{_GAP}(?:ปี|{ERA}|[0-9])"
_TWO_DIGITS = rf"[0-9]{{2}}(?![0-9A-Za-z]|[.:/][0-9]|,[0-9]{{3}}|{_NEXT_DATE})"

# A full date: day, month and year.
FULL = re.compile(
    rf"""
    {_DAY_WORD}?
    (?:
      {_DAY}(?P<day>[0-9]{{1,2}}){_GAP}(?:เดือน\ ?)?(?P<month>{MONTH}){_GAP}(?:ปี\ ?)?(?P<era>{ERA})?\s{{0,3}}
        (?P<year>[0-9]{{4}}(?![0-9])|{_TWO_DIGITS})
    | {_DAY}(?P<day_slash>[0-9]{{1,2}})/(?P<month_slash>[0-9]{{1,2}})/(?P<year_slash>{_YEAR}|[0-9]{{2}})
        (?![0-9A-Za-z/]|\.[0-9])
    | {_DAY}(?<!-)(?P<day_sep>[0-9]{{1,2}})(?P<sep>[-.])(?P<month_sep>[0-9]{{1,2}})(?P=sep)(?P<year_sep>{_YEAR}){_END}
    | {_DAY}(?<!-)(?P<year_iso>{_YEAR})-(?P<month_iso>[0-9]{{2}})-(?P<day_iso>[0-9]{{2}}){_END}
    )
    """,
    re.VERBOSE | re.IGNORECASE,
)

# A dash that begins a line is a bullet.
_TO = rf"(?:\ {{0,3}}{DASH}|\s{{0,3}}(?:ไป)?(?:จน)?ถึง)\s{{0,3}}"
_CLOCK = r"(?:\ ?เวลา\ ?[0-9]{1,2}[.:][0-9]{2}\ ?(?:น\.?|นาฬิกา)?)?"
# After a month in full two digits may count something: 29 กันยายน 30 คน. (ก.ย. 66 is a year whatever follows.)
COUNTED = re.compile(
    r"\s?(?:คน|ครั้ง|ราย(?!งาน|การ|ได้|ละเอียด)|ท่าน|บาท|หมู่|แห่ง|ครัวเรือน|ชุมชน|ร้อยละ|%|น\.|นาฬิกา|ชั่วโมง|นาที|วัน(?!ที่)"
    r"|เดือน|ปี|กลุ่ม|ไร่|ตัว|คัน|ต้น|เล่ม|แผ่น|หลัง|จุด|เมตร|กิโล)"
)
# Between the two full dates of a range; AND only after ระหว่าง.
JOIN = re.compile(rf"{_CLOCK}{_TO}")
AND = re.compile(r"\s{0,3}(?:และ|กับ)\s{0,3}")
# The first half of a range that lacks its year, or month and year, right before a full date.
PARTIAL = re.compile(
    rf"{_DAY_WORD}?{_DAY}(?P<day>0?[1-9]|[12][0-9]|3[01])"
    rf"(?:{_GAP}(?P<month>{MONTH})|/(?P<month_slash>0?[1-9]|1[0-2]))?"
    rf"(?:{_TO}|(?P<and>\s{{0,3}}(?:และ|กับ)\s{{0,3}}))\Z",
    re.VERBOSE | re.IGNORECASE,
)
# The end of a range that begins with a month without a day is no day by itself: ตั้งแต่เดือนมิถุนายน 2566 ถึง ...
END_ONLY = re.compile(rf"{MONTH}{_GAP}(?:ปี\ ?)?{ERA}?\s{{0,3}}[0-9]{{2,4}}{_TO}\Z", re.IGNORECASE)
# Days before the last of a list: วันที่ 5, 12 และ 19 มิถุนายน 2566, วันที่ 5-7 และ 9 มิถุนายน 2566.
_DAYS = rf"[0-9]{{1,2}}(?:\s?{DASH}\s?[0-9]{{1,2}})?"
LISTED = re.compile(rf"วันที่\s{{0,3}}(?:{_DAYS}\s?(?:,\s?(?:และ)?|และ|กับ)\s?){{1,12}}\Z")
LISTED_DAY = re.compile(rf"(?:วันที่\s{{0,3}})?(?P<day>[0-9]{{1,2}})(?:\s?{DASH}\s?(?P<last>[0-9]{{1,2}}))?")
LEAD = re.compile(r"(ระหว่าง|ตั้งแต่|เมื่อ)\s{0,3}\Z")
# Words that number what follows: it is the ข้อ or the ครั้งที่, no day of a month.
NUMBERING = re.compile(r"(?:ที่|ข้อ|เลข|รหัส|หมู่|ห้อง|ชั้น|มาตรา|บท|ลำดับ|ไตรมาส|หน้า|โทร\.?)\s{0,3}\Z")
TAIL = re.compile(
    r"\s{0,3}(?:เป็นต้น(?:มา|ไป)(?:\s{0,3}(?:จน)?ถึงปัจจุบัน)?|(?:มา)?(?:จน)?ถึง\ ?(?:ปัจจุบัน|บัดนี้))"
    rf"|\ {{0,3}}{DASH}\ {{0,3}}ปัจจุบัน(?![ก-๛])"
)
