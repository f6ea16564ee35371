"""The table of time wordings. Order matters: what a rule matches is hidden from those below it.

Patterns run on folded text. Every repetition is bounded or over one kind of character, so that long junk
costs linear time.
"""

from __future__ import annotations

import re

from namro.core.timetable.deadlines import RECURRING
from namro.documents.recognition import due_meanings as means
from namro.documents.recognition.due_meanings import NUMBER, Meaning, Reader, always

_WEEKDAY = r"(?:thu (?:hai|ba|tu|nam|sau|bay|[2-7])|chu nhat)"
_LEAD = (
    r"(?:\b(?P<lead>truoc|(?:cham|muon) nhat|khong (?:qua|muon hon|cham hon)"
    r"|(?:thoi gian|thoi han|han|ngay)(?: (?:hoan thanh|thuc hien|cuoi|chot))|thoi han"
    r"|hoan thanh|den|toi|het|xong|vao|trong)"
    rf"(?:\s+(?:la|het|den|vao|trong|thoi diem|khoang|{_WEEKDAY}\s?,?)){{0,3}}(?:\s?:\s?|\s+))?"
)
_CLOCK = r"(?:(?P<clock>\d{1,2}\s?(?:gio|h|g|:)\s?(?:\d\d)?(?:\s?phut)?)\s?,?\s*)?"
_SEP = r"\s?[/.–-]\s?"
_DAY = rf"(?<![\d/,.])(?P<d>\d{{1,2}}){_SEP}(?P<m>\d{{1,2}})"
_FULL_DAY = rf"{_DAY}(?:{_SEP}(?P<y>(?:19|20)\d\d)|\s?/\s?(?P<short>\d\d)|\s+nam\s+(?P<named>20\d\d))(?![\d/])"
_SPELLED_DAY = r"ngay\s+(?P<d>\d{1,2})\s+thang\s+(?P<m>\d{1,2})\b(?:\s*,?\s*nam\s+(?P<y>20\d\d))?"
_SHORT_DAY = r"(?P<ngay>ngay\s+)?(?<![\d/,.])(?P<d>\d{1,2})\s?/\s?(?P<m>\d{1,2})(?![\d/%])"
_ANY_DAY = rf"ngay\s+\d{{1,2}}(?:{_SEP}|\s+thang\s+)\d{{1,2}}(?:(?:{_SEP}|\s+nam\s+)\d{{4}})?"
_YEAR = r"(?P<y>20\d\d)(?![\d/])"
_OF_YEAR = r"(?:\s*(?:[/–-]|,?\s*(?:cua\s+)?nam)\s*(?P<y>20\d\d))?(?!\d)"
_QUARTER = r"(?:[il]{1,3}|[il]v|[1-4])\b"
_AND = r"\s?(?:,|va|–|-)\s?"
_PERIOD = r"ngay|tuan|thang|quy|nam"
_ITEM = (
    rf"(?:(?:hang|moi)\s+(?:{_PERIOD})|\d{{1,2}}\s+tuan\s?/\s?lan|0?[36]\s+thang|(?:0?1|mot)\s+nam"
    r"|\b(?:tuan|thang|quy|nam))\b(?!\s+(?:\d|[ivl]{1,3}\b|dau\b|cuoi\b|truoc\b|sau\b|sinh\b))"
)
_TERM = (
    r"trong(?: (?:vong|thoi han|thoi gian))?|(?:cham|muon) nhat|toi da"
    r"|khong (?:duoc |de |duoc de |keo dai |duoc keo dai )?(?:qua|muon hon|cham hon)"
)
#: What a term runs from; "quá 05 ngày làm việc" alone says how late something was, and with "thì" it is a condition.
_RUNS = r"\s*(?:\([^)]{1,12}\)\s*)?(?:,\s*)?(?:ke|tinh) tu\b(?![^.;]{0,80}\bthi\b)"
_TERM_UNIT = r"ngay lam viec|ngay|gio lam viec|gio hanh chinh|gio|tieng"
_LEGAL = (
    r"luat|bo luat|phap lenh|nghi quyet|nghi dinh|thong tu|quyet dinh|chi thi|ket luan|cong van|cong dien|huong dan"
)
_ELSEWHERE = (
    r"theo\s+(?:dung\s+)?(?:tien do|ke hoach|quy dinh|yeu cau|thoi gian|thoi han|tinh hinh|lo trinh|huong dan"
    r"|chi dao|phan cong|chuong trinh|tung|nhu cau|van ban|de nghi)"
    r"|(?:ngay\s+)?sau khi|khi (?:co|phat sinh|duoc)|dot xuat|dinh k[yi]"
)

_NOT_A_DUE: tuple[tuple[str, Reader], ...] = (
    # "Quyết định số 36/QĐ-UBND ngày 12/01/2024", "Luật Cán bộ, công chức ngày 13 tháng 11 năm 2008 của …"
    (rf"[/-]\s?[a-z][a-z0-9/&–-]{{0,40}},?\s+(?:ky |ban hanh )?{_ANY_DAY}", always()),
    (rf"\b(?:{_LEGAL})\b(?:(?!truoc|cham nhat|den het)[^.;]){{0,80}}?\b{_ANY_DAY}(?=\s+(?:cua|ve)\b)", always()),
    (rf"\b(?:ky|ban hanh|sinh|hop|(?:ke )?tu|cong bo)\s+{_ANY_DAY}", always()),
    (r"\btu\s+(?:thang|quy)\s+(?:\d{1,2}|[ivl]{1,3})(?:\s?/\s?20\d\d)?(?=\s+den\b)", always()),
    (r"\bso voi\b[^.;,]{0,30}?\bnam\s+(?:20\d\d|truoc(?: lien ke)?)", always()),
    (
        r"\b(?:(?:ton(?: dong)?|no)\s+tu\s+nam\s+20\d\d|tu\s+nam\s+20\d\d\s+(?:chuyen|sang|con ton|ton|de lai))\b",
        always(),
    ),
    (r"(?<!den )\bnam\s+20\d\d\s+(?:la|dat)\s+\d", always()),
    (rf"\b(?:chi so|bo tieu chi)\b(?:(?!\btrong\b)[^.;,:]){{0,60}}?\bnam\s+{_YEAR}", means.index_year),
)
_DAYS_THAT_COME_BACK: tuple[tuple[str, Reader], ...] = (
    (
        rf"{_LEAD}(?:ngay\s+)?(?<![\d/,.])(?P<d>\d{{1,2}})(?:\s?[/.-]\s?|\s+thang\s+)(?P<m>\d{{1,2}})\s+(?:cua\s+)?"
        r"(?:hang|moi)\s+nam\b",
        means.yearly_day,
    ),
    (
        rf"{_LEAD}ngay\s+(?P<d>\d{{1,2}})\s+(?:cua\s+)?(?:cac\s+)?thang\s+cuoi\s+"
        r"(?:cua\s+)?(?:moi\s+|hang\s+|cac\s+)?quy\b",
        means.quarterly_day,
    ),
    (
        rf"{_LEAD}ngay\s+(?P<d>\d{{1,2}})\s+(?:cua\s+)?"
        r"(?:(?:hang|moi|dau|cac)\s+thang\b|thang\s+(?:tiep theo|sau|ke tiep|lien ke)\b|cua\s+thang\b(?!\s*\d))",
        means.monthly_day,
    ),
    (
        r"\bquy\s+(?:iv|lv|4)\s+(?:cua\s+)?nam\s+truoc(?:\s+lien\s+ke)?(?:\s+nam\s+(?:thuc hien\s+)?ke hoach)?",
        always(Meaning("yearly:q4-prev", RECURRING)),
    ),
)
_DAYS_AND_PERIODS: tuple[tuple[str, Reader], ...] = (
    (
        rf"\b(?:(?:trong|tu)\s+)?(?:nam\s+)?{_YEAR}\s*(?:,|va)\s*(?:cac|nhung)\s+nam\s+(?:tiep|sau|ke)\b"
        r"(?:\s+(?:theo|tiep|sau))?",
        means.open_year,
    ),
    (rf"\btu\s+nam\s+{_YEAR}(?:\s+tro di)?(?!\s*(?:den|–|-))", means.open_year),
    (rf"{_LEAD}{_CLOCK}(?:ngay\s+)?{_FULL_DAY}", means.day),
    (rf"{_LEAD}{_CLOCK}{_SPELLED_DAY}", means.day),
    (rf"{_LEAD}{_CLOCK}{_SHORT_DAY}", means.short_day),
    (rf"{_LEAD}0?(?P<n>[69])\s+thang\s+(?P<half>dau|cuoi)\s+nam\b(?:\s+(?P<y>20\d\d))?", means.part_of_year),
    (r"\b(?P<lead>vao|truoc|den|het)\s+cuoi\s+nam\b(?!\s+thu)(?:\s+(?P<y>20\d\d))?", means.end_of_year),
    (rf"{_LEAD}\bquy\s+(?P<list>{_QUARTER}(?:{_AND}(?:quy\s+)?{_QUARTER}){{0,3}}){_OF_YEAR}", means.quarters),
    (rf"{_LEAD}\bthang\s+(?P<list>\d{{1,2}}\b(?:{_AND}(?:thang\s+)?\d{{1,2}}\b){{0,5}}){_OF_YEAR}", means.months),
    (rf"{_LEAD}\bt\s?(?P<list>\d{{1,2}})\s?/\s?(?P<y>20\d\d)(?!\d)", means.months),
)
_TERMS_AND_RHYTHMS: tuple[tuple[str, Reader], ...] = (
    (
        rf"(?<!trai )(?<!thong )\b(?P<lead>qua)\s+(?P<n>{NUMBER})\s*(?:\([^)]{{1,12}}\)\s*)?"
        rf"(?P<unit>{_TERM_UNIT})\b(?={_RUNS})",
        means.within,
    ),
    (
        rf"(?:\b(?P<lead>{_TERM})(?:\s+(?:la|sau))?\s+)?(?<![\d/,.])\b(?P<n>{NUMBER})\s*(?:\([^)]{{1,12}}\)\s*)?"
        rf"(?P<unit>{_TERM_UNIT})\b(?!\s*\d)",
        means.within,
    ),
    (rf"{_ITEM}(?:\s?(?:,|/|;|–|-|\bva\b)\s?{_ITEM}){{1,6}}", means.periods),
    (rf"\b(?P<n>{NUMBER})\s?(?P<p>tuan|thang|quy|nam)\s?(?:/\s?|(?:0?1|mot)\s+)lan\b", means.every),
    (
        r"\b\d{1,3}\s+(?!dong\b|trieu\b|nghin\b|ty\b)[a-z]+(?:\s[a-z]+){0,2}\s?/\s?(?:mot\s+|01\s+)?"
        rf"(?P<p>{_PERIOD})\b",
        means.rate,
    ),
    (
        rf"\b(?P<regular>(?:theo\s+)?dinh k[yi]\s+)?(?:hang|moi)\s+(?:0?(?P<n>\d)\s+)?(?P<p>{_PERIOD})\b",
        means.recurring,
    ),
    (r"\b(?P<regular>theo)\s+(?P<n>\d)?(?P<p>tuan|thang|quy)\b(?=\s*(?:$|[.,;:)]|va\b|hoac\b))", means.recurring),
    (rf"\b(?P<regular>dinh k[yi]\s+)(?:0?(?P<n>\d)\s+)?(?P<p>{_PERIOD})\b(?!\s*\d)", means.recurring),
    (r"\b(?:thuong xuyen|lien tuc)(?:\s?(?:,|va|-)?\s?(?:thuong xuyen|lien tuc)){0,2}\b", means.ongoing),
)
_YEARS_AND_THE_REST: tuple[tuple[str, Reader], ...] = (
    (rf"\b(?:(?P<lead>trong|truoc|den het|den|het|cuoi)\s+)?nam\s+{_YEAR}(?!\s?[–-]\s?20)", means.named_year),
    (r"\b(?:trong|ca|het)\s+nam\b(?!\s*(?:\d|truoc|hoc|toi|sau))", means.this_year),
    (r"(?<![\d/.,-])(?P<y>20\d\d)(?:\s?[–-]\s?(?P<last>20\d\d))?(?![\d/])", means.bare_years),
    (rf"\b(?:{_ELSEWHERE})\b", means.as_planned),
)

RULES: tuple[tuple[re.Pattern[str], Reader], ...] = tuple(
    (re.compile(pattern), read)
    for pattern, read in (
        *_NOT_A_DUE,
        *_DAYS_THAT_COME_BACK,
        *_DAYS_AND_PERIODS,
        *_TERMS_AND_RHYTHMS,
        *_YEARS_AND_THE_REST,
    )
)
