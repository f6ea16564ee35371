"""A small invented register with every kind of column and figure."""

from __future__ import annotations

from namro.core.registers import Known, Register, parse_register

TEXT = """register: so-thu
edition: "2026-01-01"
title: Sổ thử
field: Thử
level: [commune]
source: [{text: Kế hoạch thử, place: Điều 1}]
date: ngay
write: {roles: [officer]}
proof: {help: Ảnh., when: [{column: xong, is: true}]}
outside: {system: Phần mềm thử, column: nhap}
stages: {column: buoc, open: [cho]}
columns:
  - {code: ngay, title: Ngày, type: date, required: true, future: false}
  - {code: ten, title: Tên, required: true, unique: true}
  - {code: nguoi, title: Người, type: person, indexed: true}
  - {code: khach, title: Khách, type: person, outsiders: true}
  - {code: noi, title: Nơi, type: unit}
  - {code: so, title: Số lượng, type: number, decimals: 1, least: 0, most: 1000, unit: kg}
  - {code: tien, title: Tiền, type: money}
  - {code: xong, title: Xong, type: yes_no}
  - {code: buoc, title: Bước, type: choice, choices: {cho: Đang chờ, roi: Đã trả lời}}
  - {code: han, title: Hạn, type: date}
  - {code: nhap, title: Ngày nhập, type: date}
  - {code: trang, title: Trang, type: link}
  - {code: ghi_chu, title: Ghi chú, type: long_text}
figures:
  - {code: dong, title: Số dòng, kind: count}
  - {code: xong, title: Số xong, kind: count, where: [{column: xong, is: true}]}
  - {code: co_anh, title: Số xong có ảnh, kind: count, proof: true, where: [{column: xong, is: true}]}
  - {code: nhieu, title: Số lượng từ 10, kind: count, where: [{column: so, at_least: 10}]}
  - {code: dung_han, title: Đúng hạn, kind: count, where: [{column: ngay, not_after: han}]}
  - {code: tre, title: Trễ, kind: count, where: [{column: ngay, after: han}]}
  - {code: nhap_3_ngay, title: Nhập trong 3 ngày, kind: count, where: [{column: nhap, within_days: 3, of: ngay}]}
  - {code: chua_ai, title: Chưa có người, kind: count, where: [{column: nguoi, filled: false}]}
  - {code: khac_cho, title: Không chờ, kind: count, where: [{column: buoc, is_not: cho}]}
  - {code: tong, title: Tổng, kind: sum, column: so}
  - {code: nguoi, title: Số người, kind: distinct, column: nguoi}
  - {code: ty_le, title: Tỷ lệ xong, kind: ratio, numerator: xong, denominator: dong, target: 0.5}
  - {code: ty_le_nguoi, title: Tỷ lệ người, kind: ratio, numerator: nguoi, denominator: people, target: 0.3}
"""


def small(text: str = TEXT) -> Register:
    """The register."""
    return parse_register(text, name="so-thu.yaml")


def known(*names: str) -> Known:
    """People by name, their keys counted from 1; a name given twice is two people."""
    people: dict[str, tuple[tuple[str, str], ...]] = {}
    for key, name in enumerate(names, 1):
        for spelling in (name, f"{name} (nguoi{key})"):
            folded = spelling.casefold()
            people[folded] = (*people.get(folded, ()), (str(key), name))
    return Known(people=people)
