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
_YEAR_WORD, _YEAR_WORD_ALONE = (rf"(?:ปี\ ?)?(?P<{era}>{ERA})?\s{{0,3}}" for era in ("era", "era_alone"))
# Pages lose and gain spaces among digits: ๒๕๖ ๖.
_FOUR_DIGITS = r"(?:[0-9]{4}|25[4-9]\ [0-9]|2\ 5\ [4-9]\ [0-9])(?![0-9])"
_TWO_DIGITS = r"[0-9]{2}(?![0-9A-Za-z]|[.:/][0-9]|,[0-9]{3})"
# Digits right after a month's name are its year (ต.ค.64 - มี.ค.65), but for the day of a date that follows: after a
# space (5 มิ.ย. 12 มิ.ย. 2566), or after a dash between two dates (1 มิ.ย. - 30 ก.ย. 2566, 1-มิ.ย.-30-ก.ย.-66).
_DAY_OF_NEXT = r"(?:0[1-9]|[12][0-9]|3[01])"
_MONTH_OF_NEXT = rf"(?:เดือน\ ?)?{MONTH}{_GAP}(?:ปี|{ERA}|[0-9])"
_SPACED_NEXT = rf"(?!{_DAY_OF_NEXT}\s{{1,3}}{_MONTH_OF_NEXT})"
_DASHED_NEXT = rf"(?!{_DAY_OF_NEXT}(?:\s{{0,3}}|[-./]){_MONTH_OF_NEXT})"
# A month that stands without a day keeps its digits unless a space on either side and a year in full speak for a date.
_SPACED_FULL_NEXT = (
    rf"(?!(?<=\s){_DAY_OF_NEXT}\s{{1,3}}(?:เดือน\ ?)?{MONTH}{_GAP}(?:ปี\ ?)?(?:{ERA})?\s{{0,3}}{_FOUR_DIGITS})"
)
_OPEN_DASHED_NEXT = rf"(?!{_DAY_OF_NEXT}\s{{0,3}}{_MONTH_OF_NEXT})"

# A full date: day, month and year; or a month with its year, which has no `day`. What has neither `day` nor
# `month_alone` is matched so that nothing is read out of its middle: the year in ปี 65 ต.ค. 64, a day without a year.
FULL = re.compile(
    rf"""
    {_DAY_WORD}?
    (?:
      {_DAY}(?P<day>[0-9]{{1,2}}){_GAP}(?:เดือน\ ?)?(?P<month>{MONTH})
        \s{{0,3}}(?:(?P<dash>[-/])|\.)?\s{{0,3}}{_YEAR_WORD}
        (?P<year>{_FOUR_DIGITS}|(?(dash){_DASHED_NEXT}|{_SPACED_NEXT}){_TWO_DIGITS})
    | {_DAY}(?P<day_slash>[0-9]{{1,2}})/(?P<month_slash>[0-9]{{1,2}})/(?P<year_slash>{_YEAR}|[0-9]{{2}})
        (?![0-9A-Za-z/]|\.[0-9])
    | {_DAY}(?<!-)(?P<day_sep>[0-9]{{1,2}})(?P<sep>[-.])(?P<month_sep>[0-9]{{1,2}})(?P=sep)
        (?P<year_sep>{_YEAR}|[5-9][0-9]){_END}
    | {_DAY}(?<!-)(?P<year_iso>{_YEAR})-(?P<month_iso>[0-9]{{2}})-(?P<day_iso>[0-9]{{2}}){_END}
    | ปี(?:งบประมาณ)?\s{{0,3}}(?:3[2-9]|[4-9][0-9])(?=\s{{0,3}}{MONTH})
    | {_DAY}[0-9]{{1,2}}{_GAP}(?:เดือน\ ?)?{MONTH}
    | (?:เดือน\s{{0,3}})?(?<![A-Za-z])(?P<month_alone>{MONTH})
        (?P<gap_alone>\s{{0,3}}(?:(?P<dash_alone>[-/])|\.)?\s{{0,3}}){_YEAR_WORD_ALONE}
        (?P<year_alone>{_FOUR_DIGITS}|(?(dash_alone){_OPEN_DASHED_NEXT}|{_SPACED_FULL_NEXT}){_TWO_DIGITS})
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
# The first month of a range that takes its year from its end: ต.ค. - ธ.ค. 64.
PARTIAL_MONTH = re.compile(
    rf"(?:เดือน\s{{0,3}})?(?P<month>{MONTH})(?:{_TO}|(?P<and>\s{{0,3}}(?:และ|กับ)\s{{0,3}}))(?:เดือน\s{{0,3}})?\Z",
    re.IGNORECASE,
)
# One of several months of a year, which would stand for all of them: ต.ค., พ.ย. และ ธ.ค. 64.
LISTED_MONTH = re.compile(rf"{MONTH}\s{{0,3}}(?:,|และ|กับ)\s{{0,3}}\Z", re.IGNORECASE)
# The end of a range whose beginning can't be read is no day by itself: ตั้งแต่มิถุนา 2566 ถึง ...
END_ONLY = re.compile(rf"{MONTH}{_GAP}(?:ปี\ ?)?{ERA}?\s{{0,3}}[0-9]{{2,4}}{_TO}\Z", re.IGNORECASE)
# A month's short name stands by itself, or after a word that leads to a time; after other letters and dots it is part
# of another abbreviation (อ.ก.พ.), and ก.พ. is an office too.
SHORT_MONTH_LEAD = re.compile(r"(?:^|[^ก-๛.A-Za-z]|เดือน|ถึง|ระหว่าง|ตั้งแต่|ใน|เมื่อ|และ|กับ)\Z")
OFFICE_BEFORE = re.compile(r"(?:สำนักงาน|มติ)\s{0,3}\Z")
# Days before the last of a list: วันที่ 5, 12 และ 19 มิถุนายน 2566, วันที่ 5-7 และ 9 มิถุนายน 2566.
_DAYS = rf"[0-9]{{1,2}}(?:\s?{DASH}\s?[0-9]{{1,2}})?"
LISTED = re.compile(rf"วันที่\s{{0,3}}(?:{_DAYS}\s?(?:,\s?(?:และ)?|และ|กับ)\s?){{1,12}}\Z")
LISTED_DAY = re.compile(rf"(?:วันที่\s{{0,3}})?(?P<day>[0-9]{{1,2}})(?:\s?{DASH}\s?(?P<last>[0-9]{{1,2}}))?")
LEAD = re.compile(r"(ระหว่าง|ตั้งแต่|เมื่อ)\s{0,3}\Z")
# Words that number what follows: it is the ข้อ or the ครั้งที่, no day of a month.
NUMBERING = re.compile(r"(?:(?<!หน้า)(?<!สถาน)(?<!พื้น)ที่|ข้อ|เลข|รหัส|หมู่|ห้อง|ชั้น|มาตรา|บท|ลำดับ|ไตรมาส|หน้า|โทร\.?)\s{0,3}\Z")
TAIL = re.compile(
    r"\s{0,3}(?:เป็นต้น(?:มา|ไป)(?:\s{0,3}(?:จน)?ถึงปัจจุบัน)?|(?:มา)?(?:จน)?ถึง\ ?(?:ปัจจุบัน|บัดนี้))"
    rf"|\ {{0,3}}{DASH}\ {{0,3}}ปัจจุบัน(?![ก-๛])"
)
