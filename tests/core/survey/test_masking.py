"""What citizens wrote goes out without what says who they are."""

from __future__ import annotations

import pytest

from namro.core.survey.masking import MAIL, NAME, NUMBER, PHONE, masked


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Gọi 0912 345 678 giúp tôi", f"Gọi {PHONE} giúp tôi"),
        ("gọi +84 912.345.678.", f"gọi {PHONE}."),
        ("Thư: nguyen.van@thu.vn nhé", f"Thư: {MAIL} nhé"),
        ("CCCD 042098001234 bị hỏi ba lần", f"CCCD {NUMBER} bị hỏi ba lần"),
        ("Hồ sơ H21.17-250301-0012 trễ", f"Hồ sơ {NUMBER} trễ"),
        ("Anh Mạc Hạ Lam ở quầy 3 nói gắt", f"Anh {NAME} ở quầy 3 nói gắt"),
        ("gặp ông Bình hỏi chị  Lan Anh thì bảo chờ", f"gặp ông {NAME} hỏi chị  {NAME} thì bảo chờ"),
        ("Tôi tên là Vũ Minh Khuê", f"Tôi tên là {NAME}"),
        ("Cán bộ UBND xã thân thiện", "Cán bộ UBND xã thân thiện"),
        ("Chờ 45 phút, 3 lần, năm 2026", "Chờ 45 phút, 3 lần, năm 2026"),
        ("Phí 1.250.000 đồng là cao", "Phí 1.250.000 đồng là cao"),
        ("", ""),
    ],
)
def test_personal_data_is_masked(text: str, said: str) -> None:
    assert masked(text).text == said


def test_marks_are_counted() -> None:
    assert masked("Chị Hoa, 0912345678, a@b.vn").found == 3
