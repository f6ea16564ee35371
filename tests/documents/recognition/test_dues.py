"""Time wordings of plans and the tokens they become: the specification as tables."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from namro.core.base.folding import fold
from namro.core.base.yamlfile import load
from namro.core.timetable import national_calendar
from namro.core.timetable.wording import due_words
from namro.documents.recognition.dues import due_of_column, due_of_task, due_on_of, find_dues, tokens_of
from tests.drawing import share

CALENDAR = national_calendar()
TRUTH = Path(__file__).resolve().parents[4] / "shared" / "documents" / "truth"

#: Wording in a time column of a plan for 2024 → (token, how it is meant), several joined by a space.
COLUMN = {
    # days
    "Trước ngày 10/11/2024": "2024-11-10:before",
    "trước 10/11": "2024-11-10:before",
    "truoc ngay 10 / 11 / 2024": "2024-11-10:before",
    "Trước ngày 15/3/24": "2024-03-15:before",
    "trước ngày 15 tháng 11 năm 2024": "2024-11-15:before",
    "10.11.2024": "2024-11-10:on",
    "chậm nhất ngày 16/6/2024": "2024-06-16:by",
    "chậm nhất vào ngày 16/6": "2024-06-16:by",
    "chậm nhất đến ngày 16/6/2024": "2024-06-16:by",
    "đến hết ngày 25/8/2024": "2024-08-25:by",
    "hoàn thành xong trước 30/6": "2024-06-30:before",
    "Trước 17 giờ 00 ngày 20/10/2024": "2024-10-20:by",
    "Trước 17h00 ngày 20/10": "2024-10-20:by",
    "Từ ngày 01/6 đến ngày 15/6/2024": "2024-06-15:by",
    "Báo cáo 06 tháng trước ngày 24/5/2024 Báo cáo năm trước ngày 24/10/2024": "2024-05-24:before 2024-10-24:before",
    "Hoàn thành trước ngày 31/11/2024": "invalid:2024-11-31:before",
    # months, quarters, years
    "tháng  6/2024": "2024-06:in",
    "trong tháng 6": "2024-06:in",
    "Tháng 5, 6/2024": "2024-05:in 2024-06:in",
    "trước tháng 6/2024": "2024-06:before",
    "từ tháng 3 đến tháng 6/2024": "2024-06:by",
    "quý III năm 2024": "2024-Q3:in",
    "quý III/2024": "2024-Q3:in",
    "Quý Ill/2024": "2024-Q3:in",  # the scanner's l
    "Trong quý IV/2024": "2024-Q4:in",
    "Quý I và quý II năm 2024": "2024-Q1:in 2024-Q2:in",
    "hết quý II/2024": "2024-Q2:by",
    "quý 1 năm 2025": "2025-Q1:in",
    "6 tháng đầu năm": "2024-06:by",
    "6 tháng cuối năm 2024": "2024-12:by",
    "Trong năm 2024": "2024:in",
    "năm 2024": "2024:in",
    "Trong năm": "2024:in",
    "2024 – 2025": "2025:by",
    "Trong năm 2024 và những năm tiếp theo": "2024+:open",
    "Năm 2024 và các năm sau": "2024+:open",
    "Trong năm 2024 Báo cáo năm hoàn thành trước ngày 15/11/2024": "2024:in 2024-11-15:before",
    "Riêng báo cáo rà soát năm 2024 gửi trước ngày 05/7/2024": "2024-07-05:before",
    # what comes back
    "Định kỳ vào ngày 20 hàng tháng": "monthly:20:on",
    "trước ngày 15 hằng tháng": "monthly:15:before",
    "trước ngày 05 của tháng tiếp theo": "monthly:05:before",
    "trước ngày 03 của tháng cuối quý": "quarterly:last-month:03:before",
    "chậm nhất vào ngày 16 của tháng cuối quý thuộc kỳ báo cáo": "quarterly:last-month:16:by",
    "hằng ngày": "daily:recurring",
    "định kỳ hàng tuần": "weekly:recurring",
    "2 tuần/lần": "biweekly:recurring",
    "hằng tháng": "monthly:recurring",
    "01 lần/tháng": "monthly:recurring",
    "hàng quý": "quarterly:recurring",
    "3 tháng/lần": "quarterly:recurring",
    "6 tháng, 1 năm": "half-yearly:recurring yearly:recurring",
    "hằng năm": "yearly:recurring",
    "quý IV của năm trước liền kề": "yearly:q4-prev:recurring",
    "Thường xuyên, liên tục": "ongoing:recurring",
    "thường xưyên": "ongoing:recurring",
    "Thực hiện liên tục, thường xuyên": "ongoing:recurring",
    # from an event, or decided elsewhere
    "Trong vòng 05 ngày kể từ ngày thay đổi": "within:5d:within",
    "Chậm nhất 02 ngày làm việc từ khi văn bản được ban hành": "within:2wd:within",
    "08 giờ": "within:8h:within",
    "không quá 8 giờ làm việc": "within:8h:within",
    "không muộn hơn tám giờ làm việc": "within:8h:within",
    "Không để quá 05 ngày làm việc kể từ ngày 10/11/2024": "within:5wd:within",
    "Quá 05 ngày làm việc kể từ ngày nhận văn bản": "within:5wd:within",
    "Theo tiến độ từng nhiệm vụ; đánh giá trước ngày 10/11/2024": "as-planned:open 2024-11-10:before",
    "Theo yêu cầu tại kế hoạch của cấp trên": "as-planned:open",
    "Khi có yêu cầu": "as-planned:open",
    "": "",
    "Như trên": "",
    "Theo mục 3.2.17": "",
}

#: A task sentence of a plan for 2024 → tokens.
SENTENCE = {
    "Định kỳ hằng quý tổng hợp kết quả": "quarterly",
    "Định kỳ vào ngày 20 hàng tháng, báo cáo kết quả": "monthly:20",
    "Tổng hợp theo định kỳ 2 tuần/lần, hàng tháng, hàng quý, 6 tháng và năm.": (
        "biweekly monthly quarterly half-yearly yearly"
    ),
    "Báo cáo quý, năm đúng hạn.": "quarterly yearly",
    "Báo cáo kiểm soát thủ tục 6 tháng, 1 năm theo quy định": "half-yearly yearly",
    "Giao mỗi người ít nhất 01 tin/tháng/người": "monthly",
    "Thường xuyên cập nhật thủ tục khi có thay đổi": "ongoing",
    "Giao đồng chí An thường xuyên cập nhật thông tin": "ongoing",
    "100% công chức sử dụng thường xuyên thư điện tử": "",
    "Quyết toán kinh phí chi thường xuyên": "",
    "Ban hành Kế hoạch cải cách hành chính hằng năm": "yearly",
    "Nâng cao chất lượng công tác cải cách hành chính hằng năm": "",
    "Thực hiện giải ngân 100% kế hoạch đầu tư vốn ngân sách hàng năm": "",
    "Hằng năm, tổ chức hội nghị đối thoại": "yearly",
    "Xây dựng kế hoạch vào quý IV của năm trước liền kề": "yearly:q4-prev",
    "Thực hiện các nhiệm vụ tại Kế hoạch cải cách hành chính năm 2024 của xã": "2024",
    "Khắc phục trong năm 2024 các tiêu chí mất điểm trong năm 2023": "2024",
    "Kết quả năm 2024 phải cao hơn so với kết quả trong năm 2023": "2024",
    "Giảm chi trực tiếp ngân sách so với năm 2015": "",
    "Chỉ số hài lòng năm 2023 (năm 2023 là 94%)": "",
    "Xây dựng Kế hoạch năm 2025 trước ngày 31/12/2024": "2024-12-31",
    "Theo Quyết định số 36/QĐ-UBND ngày 12/01/2024 của UBND xã": "",
    "Căn cứ Nghị định số 61/2018/NĐ-CP ngày 23/4/2018 của Chính phủ": "",
    "Thực hiện Kế hoạch số: /KH-UBND ngày 02/4/2024": "",
    "Luật Cán bộ, công chức ngày 13 tháng 11 năm 2008 của Quốc hội": "",
    "Công văn ngày 12/3/2024 của Sở Nội vụ": "",
    "Quy định có hiệu lực từ ngày 01/7/2025": "",
    "Hoàn thành 10/12 nhiệm vụ": "",
    "Sử dụng dịch vụ công mức độ 3, 4 theo tiêu chuẩn ISO 9001:2015": "",
    "Gửi báo cáo không được quá 05 ngày làm việc kể từ ngày nhận công văn": "within:5wd",
    "Giải quyết hồ sơ, không kéo dài quá 10 ngày tính từ ngày nhận": "within:10d",
    "Không để việc trả kết quả quá 05 (năm) ngày làm việc kể từ ngày nhận hồ sơ": "within:5wd",
    "Hồ sơ giải quyết quá 05 ngày làm việc kể từ ngày tiếp nhận thì xin lỗi bằng văn bản": "",
    "Rà soát các hồ sơ quá hạn 05 ngày": "",
    "Khắc phục việc gửi báo cáo quá 05 ngày làm việc": "",
    "Trải qua 05 ngày tập huấn kể từ đầu năm": "",
    "Hoàn thành trong tháng 9/2024; báo cáo trước 15/12/2024": "2024-09 2024-12-15",
}


def meant(text: str) -> str:
    return " ".join(f"{due.token}:{due.wording}" for due in due_of_column(text, 2024))


@pytest.mark.parametrize(("text", "expected"), COLUMN.items())
def test_time_column(text: str, expected: str) -> None:
    assert meant(text) == expected


@pytest.mark.parametrize(("text", "expected"), SENTENCE.items())
def test_task_sentence(text: str, expected: str) -> None:
    assert " ".join(tokens_of(due_of_task(text, 2024))) == expected


@pytest.mark.parametrize(
    "text", ["Trước ngày 10/11/2024", "Trong quý IV/2024", "Thường xuyên, liên tục", "Định kỳ hằng tháng"]
)
def test_lost_marks_change_nothing(text: str) -> None:
    assert meant(fold(text)) == meant(text) != ""


def test_the_printed_wording_and_its_place_stay() -> None:
    text = "Báo cáo về phòng chậm nhất ngày 16/6/2024."
    (due,) = due_of_task(text, 2024)
    assert due.printed == text[due.start : due.end] == "chậm nhất ngày 16/6/2024"


def test_a_day_without_a_year_needs_the_plans_year() -> None:
    assert find_dues("trước ngày 10/11", year=None, column=True) == ()
    assert tokens_of(find_dues("trước ngày 10/11", year=2025, column=True)) == ("2025-11-10",)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Trước ngày 10/11/2024", date(2024, 11, 8)),
        ("Trước ngày 05/11/2024", date(2024, 11, 4)),
        ("Đến hết ngày 20/10/2024", date(2024, 10, 18)),
        ("chậm nhất ngày 16/10/2024", date(2024, 10, 16)),
        ("Trước ngày 31/11/2024", date(2024, 11, 29)),
        ("Đến hết ngày 31/9/2024", None),
        ("Trong năm 2024, báo cáo trước ngày 15/11/2024", date(2024, 11, 14)),
        ("Trước ngày 25/5/2024 và trước ngày 25/10/2024", date(2024, 10, 24)),
        ("Trong quý III năm 2024", date(2024, 9, 30)),
        ("Thường xuyên trong năm 2024", date(2024, 12, 31)),
        ("Trong năm 2024 và những năm tiếp theo", None),
        ("Thường xuyên", None),
    ],
)
def test_due_on_of(text: str, expected: date | None) -> None:
    assert due_on_of(due_of_column(text, 2024), CALENDAR) == expected


FRAGMENTS = st.sampled_from(
    "trước ngày / 0 00 31 13 11 2024 99 . - – % tháng quý IV năm trong đến hết chậm nhất 02 8 tám giờ làm việc 100% "
    "hằng định kỳ 6 tuần lần ( ) ; , : cuối đầu và những tiếp theo ٢٠ thường xuyên".split()
)


@settings(max_examples=share(200), deadline=None)
@given(words=st.lists(FRAGMENTS, max_size=12), glue=st.sampled_from(["", " "]), column=st.booleans())
def test_any_mixture_is_read_without_error(words: list[str], glue: str, column: bool) -> None:
    text = glue.join(words)
    dues = find_dues(text, year=2024, column=column)
    due_on_of(dues, CALENDAR)
    due_words(tokens_of(dues))  # every token has a wording
    assert [due.printed for due in dues] == [text[due.start : due.end].strip() for due in dues]


@pytest.mark.usefixtures("no_hang")
@pytest.mark.parametrize(
    "junk",
    ["trước ngày 1", "-a", "1 ", "quý, ", "thang 1, ", "năm 2024 ", "luật ", "1/", "hằng năm, ", "1 (a) ", "trong "],
)
@pytest.mark.parametrize("length", [20_000, pytest.param(100_000, marks=pytest.mark.slow)])
def test_long_junk_ends(length: int, junk: str) -> None:
    text = junk * (length // len(junk))
    for found in (due_of_column(text, 2024), due_of_task(text, 2024)):
        assert all(due.end <= len(text) for due in found)


@pytest.mark.skipif(not TRUTH.exists(), reason="thư mục shared không có ở đây: bỏ qua năm văn bản thật")
@pytest.mark.parametrize("place", ["column", "task"])
def test_deadlines_of_the_real_tasks(place: str) -> None:
    """Precision and recall of tokens over the five real documents; a block's own time line is not looked at."""
    right = missed = wrong = 0
    for path in sorted(TRUTH.glob("*.yaml")):
        truth = load(path)
        year = truth["header"]["subject_year"]
        for task in truth["tasks"]:
            if bool(task.get("due_raw")) != (place == "column"):
                continue
            found = set(tokens_of(find_dues(task.get("due_raw") or task["text"], year=year, column=place == "column")))
            needed = {str(token) for token in task.get("due") or ()}
            if place == "task" and path.stem.startswith("chu-pah"):
                needed -= {"2022"}  # printed in the block's "Thời gian thực hiện", not in the sentence
            allowed = needed | {str(token) for token in task.get("extra_due") or ()}
            right += len(found & needed)
            missed += len(needed - found)
            wrong += len(found - allowed)
    least = 0.95 if place == "column" else 0.85
    assert right / (right + missed) >= least
    assert right / (right + wrong) >= least
