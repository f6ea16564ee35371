"""Numbers to reach, and the numbers that are not: the specification as tables."""

from __future__ import annotations

import importlib.util
from decimal import Decimal
from pathlib import Path

import pytest

from namro.core.base.yamlfile import load
from namro.documents.recognition.target_wording import Source
from namro.documents.recognition.targets import FoundTarget, find_targets, merged

DOCUMENTS = Path(__file__).resolve().parents[4] / "shared" / "documents"

#: Text → op, value and unit of each target.
TARGETS = {
    "100% hồ sơ được số hóa": "= 100 %",
    "Tạo tài khoản cho 100% công chức xã": "= 100 %",
    "50% hồ sơ phát sinh được nộp qua cổng dịch vụ công; 100% hồ sơ được ký số": "= 50 % | = 100 %",
    "chỉ số hài lòng trong năm 2024 đạt từ 87% trở lên": ">= 87 %",
    "Chỉ số hài lòng của xã trong năm 2024 đạt tối thiểu 87%": ">= 87 %",
    "Từ 50% trở lên thủ tục có phát sinh hồ sơ": ">= 50 %",
    "Đạt trên 98% số hồ sơ trước hạn": "> 98 %",
    "Tỷ lệ hồ sơ đúng hạn ≥ 97,5%": ">= 97.5 %",
    "kiểm tra tối thiểu 30% số công chức": ">= 30 %",
    "Phấn đấu đạt 90% hồ sơ trực tuyến": "= 90 %",
    "Đến năm 2025 đạt 90% hồ sơ trực tuyến": "= 90 %",
    "Chỉ số hài lòng tăng ít nhất 2% so với năm 2021 (năm 2021 là 94%)": "increase>= 2 %",
    "không có chỉ số thành phần dưới 80%": ">= 80 %",
    "Rút ngắn 50% thời gian giải quyết so với quy định": "= 50 %",
    "Chỉ số tổng hợp đạt 80 điểm trở lên": ">= 80 điểm",
    "Hàng năm có từ 01 sáng kiến/giải pháp mới trở lên": ">= 1 sáng kiến",
    "mỗi người ít nhất 01 tin/tháng/người": ">= 1 tin/tháng/người",
    "gửi tin bài lên trang của huyện với 04 tin/tháng/xã": "= 4 tin/tháng/xã",
    "hướng dẫn lưu động ít nhất 02 lần/tuần": ">= 2 lần/tuần",
    "Hồ sơ trực tuyến tiếp nhận không quá 08 giờ làm việc": "<= 8 giờ",
    "trả lời không muộn hơn tám giờ làm việc": "<= 8 giờ",
    # a stretch goal in brackets is not a second target
    "Tối thiểu 80% thủ tục có hồ sơ trực tuyến (phần đầu đạt 100%)": ">= 80 %",
    # results, baselines, points, laws, terms
    "Đạt 95% số hồ sơ": "",
    "Tỷ lệ thanh toán trực tuyến đạt dưới 60%": "",
    "Chưa đảm bảo 100% cán bộ đạt chuẩn": "",
    "Tỷ lệ hồ sơ trực tuyến chưa đạt 100%": "",
    "năm 2021 (là 94%)": "",
    "hiện đạt 100%": "",
    "đường liên thôn đạt 88,1%": "",
    "đạt 0,5/1 điểm, trừ 0,5 điểm": "",
    "điểm tối đa 5 điểm": "",
    "tăng 7,495 điểm so với năm 2020": "",
    "xếp loại khá từ 80% đến dưới 90%": "",
    "theo Điều 7 Nghị quyết số 85/2014": "",
    "trong vòng 05 ngày làm việc": "",
    "gửi quá 8 giờ làm việc": "",
    "dịch vụ công mức độ 3 và 4": "",
    "": "",
}


#: Wordings of offices: where the text stands, text → op, value, unit and clause of each target.
WORDINGS = [
    # goals below "Mục tiêu", in a product or in a labelled block
    (Source.GOAL, "Tỷ lệ hồ sơ quá hạn dưới 0,5%", ["< 0.5 % Tỷ lệ hồ sơ quá hạn dưới 0,5%"]),
    (Source.GOAL, "Chỉ số hài lòng của xã năm 2025 đạt 90%.", ["= 90 % Chỉ số hài lòng của xã năm 2025 đạt 90%"]),
    (Source.GOAL, "Tỷ lệ thanh toán trực tuyến: 65%.", ["= 65 % Tỷ lệ thanh toán trực tuyến: 65%"]),
    (
        Source.GOAL,
        "Tổng điểm CCHC đạt từ 85/100 điểm trở lên, tăng ít nhất 03 bậc so với năm 2024",
        [
            ">= 85 điểm Tổng điểm CCHC đạt từ 85/100 điểm trở lên",
            "increase>= 3 bậc tăng ít nhất 03 bậc so với năm 2024",
        ],
    ),
    (
        Source.GOAL,
        "Nâng tỷ lệ số hóa hồ sơ từ 61% lên 90%; không để hồ sơ trễ hạn vượt quá 2%",
        ["= 90 % Nâng tỷ lệ số hóa hồ sơ từ 61% lên 90%", "<= 2 % không để hồ sơ trễ hạn vượt quá 2%"],
    ),
    (
        Source.GOAL,
        "100% cán bộ, công chức và 80% viên chức được tập huấn",
        ["= 100 % 100% cán bộ, công chức", "= 80 % 80% viên chức được tập huấn"],
    ),
    (
        Source.GOAL,
        "Tỷ lệ hồ sơ trực tuyến đạt trên 70%, tỷ lệ người dân, doanh nghiệp hài lòng đạt trên 95%",
        [
            "> 70 % Tỷ lệ hồ sơ trực tuyến đạt trên 70%",
            "> 95 % tỷ lệ người dân, doanh nghiệp hài lòng đạt trên 95%",
        ],
    ),
    (
        Source.GOAL,
        "Có từ 95% hồ sơ trở lên được giải quyết trước hạn",
        [">= 95 % Có từ 95% hồ sơ trở lên được giải quyết trước hạn"],
    ),
    (
        Source.GOAL,
        "Báo cáo khảo sát (tối thiểu 1.200 phiếu)",
        [">= 1200 phiếu Báo cáo khảo sát (tối thiểu 1.200 phiếu)"],
    ),
    (
        Source.GOAL,
        "Thời gian chờ của người dân tại quầy không quá 15 phút",
        ["<= 15 phút Thời gian chờ của người dân tại quầy không quá 15 phút"],
    ),
    # tasks
    (
        Source.TASK,
        "Đăng tối thiểu 04 tin, bài về CCHC mỗi tháng trên Trang thông tin điện tử, gửi huyện theo dõi",
        [">= 4 tin Đăng tối thiểu 04 tin, bài về CCHC mỗi tháng trên Trang thông tin điện tử"],
    ),
    (
        Source.TASK,
        "Mỗi công chức đề xuất ít nhất 01 phương án cắt giảm thời gian, báo cáo Chủ tịch",
        [">= 1 phương án Mỗi công chức đề xuất ít nhất 01 phương án cắt giảm thời gian"],
    ),
    (
        Source.TASK,
        "Tổ hỗ trợ bám cơ sở; đến ngày 30/9/2024 tỷ lệ hồ sơ trực tuyến đạt 70%, tỷ lệ thanh toán trực tuyến đạt 50%",
        ["= 70 % đến ngày 30/9/2024 tỷ lệ hồ sơ trực tuyến đạt 70%", "= 50 % tỷ lệ thanh toán trực tuyến đạt 50%"],
    ),
    (
        Source.TASK,
        "Giải ngân vốn đầu tư, phấn đấu hết quý III đạt 75% và hết niên độ đạt 100% kế hoạch",
        ["= 75 % Giải ngân vốn đầu tư, phấn đấu hết quý III đạt 75%", "= 100 % hết niên độ đạt 100% kế hoạch"],
    ),
    (
        Source.TASK,
        "Phấn đấu xây dựng 02 mô hình dân vận khéo về CCHC",
        ["= 2 mô hình Phấn đấu xây dựng 02 mô hình dân vận khéo về CCHC"],
    ),
    (
        Source.TASK,
        "Phát hành 03 tin, bài/tuần trên Zalo của xã",
        ["= 3 tin/tuần Phát hành 03 tin, bài/tuần trên Zalo của xã"],
    ),
    (
        Source.TASK,
        "Vận động tối thiểu 20 hội viên tham gia Tổ công nghệ số",
        [">= 20 hội Vận động tối thiểu 20 hội viên tham gia Tổ công nghệ số"],
    ),
    (
        Source.TASK,
        "Bộ phận Một cửa giữ vững tỷ lệ trả kết quả đúng hạn, bảo đảm không dưới 99%",
        [">= 99 % Bộ phận Một cửa giữ vững tỷ lệ trả kết quả đúng hạn, bảo đảm không dưới 99%"],
    ),
    (
        Source.TASK,
        "Không được để quá 03 hồ sơ trễ hạn ở mỗi lĩnh vực",
        ["<= 3 hồ sơ Không được để quá 03 hồ sơ trễ hạn ở mỗi lĩnh vực"],
    ),
    (Source.TASK, "Tính đến ngày 31/8/2025, tỷ lệ số hóa đạt 61%", []),
    (Source.TASK, "Gửi thông báo trước ít nhất 05 ngày làm việc", []),
    (Source.TASK, "Cử ít nhất một trong các phó chủ tịch trực tiếp dân", []),
    (Source.TASK, "Đã hoàn thành 100% hồ sơ tồn năm trước, tiếp tục duy trì", []),
    (Source.TASK, "Thực hiện Điều 12 Nghị định 61/2018, mức độ 4 và 02 văn bản kèm theo", []),
    (Source.TASK, "Bổ sung tài liệu để lấy lại 0,75 điểm bị trừ của tiêu chí 3.2", []),
    # baselines in goals
    (
        Source.GOAL,
        "Tỷ lệ hài lòng tăng tối thiểu 3% (năm 2024 đạt 86,4%)",
        ["increase>= 3 % Tỷ lệ hài lòng tăng tối thiểu 3%"],
    ),
    (Source.GOAL, "Khắc phục tình trạng tỷ lệ thanh toán trực tuyến mới đạt 22%", []),
    # limitations report; only a goal they quote counts
    (Source.FINDING, "Còn 63 hồ sơ trễ hạn, chiếm 3,1% tổng số hồ sơ", []),
    (Source.FINDING, "Trên 40% công chức chưa sử dụng thành thạo phần mềm", []),
    (Source.FINDING, "Chỉ số hài lòng đạt 81,2%, giảm 2,3% so với năm trước", []),
    (Source.FINDING, "Mỗi tháng chỉ có 02 tin/tháng được đăng", []),
    (Source.FINDING, "Điểm đánh giá đạt 7,5/10 điểm, tăng 1,35% so với năm 2024", []),
    (
        Source.FINDING,
        "Tỷ lệ hồ sơ trực tuyến chỉ đạt 29,4% (chỉ tiêu giao 50%)",
        ["= 50 % Tỷ lệ hồ sơ trực tuyến chỉ đạt 29,4% (chỉ tiêu giao 50%)"],
    ),
    # a percentage that is a share, room, rise and two years; thresholds of a rule
    (
        Source.TASK,
        "Tin bài về CCHC chiếm ít nhất 10% tổng số tin bài của Trang thông tin",
        [">= 10 % Tin bài về CCHC chiếm ít nhất 10% tổng số tin bài của Trang thông tin"],
    ),
    (
        Source.TASK,
        "Bảo đảm diện tích Bộ phận Một cửa tối thiểu 40 m2",
        [">= 40 m2 Bảo đảm diện tích Bộ phận Một cửa tối thiểu 40 m2"],
    ),
    (
        Source.TASK,
        "Nâng tỷ lệ thanh toán từ 35% năm 2024 lên trên 60% năm 2025",
        ["> 60 % Nâng tỷ lệ thanh toán từ 35% năm 2024 lên trên 60% năm 2025"],
    ),
    (
        Source.GOAL,
        "Chỉ số CCHC năm 2024 đạt 78,5 điểm; mục tiêu năm 2025 đạt 86 điểm",
        ["= 86 điểm mục tiêu năm 2025 đạt 86 điểm"],
    ),
    (Source.TASK, "Công chức vi phạm từ 02 lần trở lên thì không xét thi đua", []),
    (Source.GOAL, "Báo cáo số 123/BC-UBND; 01 quyết định; 02 kế hoạch", []),
]


def said(found: tuple[FoundTarget, ...]) -> str:
    return " | ".join(f"{target.op} {target.value} {target.unit}" for target in found)


@pytest.mark.parametrize(("text", "expected"), TARGETS.items())
def test_find_targets(text: str, expected: str) -> None:
    assert said(find_targets(text)) == expected


@pytest.mark.parametrize(("source", "text", "expected"), WORDINGS)
def test_wordings_of_offices(source: Source, text: str, expected: list[str]) -> None:
    found = find_targets(text, source)
    assert [f"{target.op} {target.value} {target.unit} {target.text}" for target in found] == expected


@pytest.mark.parametrize(
    ("text", "clause"),
    [
        (
            "Phòng A chủ trì, phối hợp với các đơn vị liên quan, hằng tuần rà soát để 100% hồ sơ được số hóa.",
            "100% hồ sơ được số hóa",
        ),
        (
            "Kết quả trích từ bộ chỉ số: Tỷ lệ hồ sơ số hóa, kết quả của xã đạt 100%",
            "Tỷ lệ hồ sơ số hóa, kết quả của xã đạt 100%",
        ),
        (
            "Có sáng kiến mới được công nhận (có ít nhất 01 sáng kiến)",
            "Có sáng kiến mới được công nhận (có ít nhất 01 sáng kiến)",
        ),
        ("Hoàn thành 100% nhiệm vụ đề ra trong năm", "Hoàn thành 100% nhiệm vụ đề ra trong năm"),
        (
            "số lượng tin bài, ít nhất 01 tin/tháng/người nhằm đa dạng nội dung",
            "số lượng tin bài, ít nhất 01 tin/tháng/người",
        ),
        (
            "Đạt chỉ tiêu. - Tối thiểu 60% thủ tục có thanh toán trực tuyến",
            "Tối thiểu 60% thủ tục có thanh toán trực tuyến",
        ),
        ("tăng ít nhất 2% so với năm 2021 (năm 2021 là 94%).", "tăng ít nhất 2% so với năm 2021"),
    ],
)
def test_the_text_is_the_clause_that_says_what_is_measured(text: str, clause: str) -> None:
    (target,) = find_targets(text)
    assert target.text == clause == text[target.start : target.end]


@pytest.mark.parametrize(
    ("text", "by"),
    [
        ("Đến hết ngày 25/8/2024, tỷ lệ giải ngân của xã đạt 60% trở lên", "2024-08-25"),
        ("Đến hết ngày 31/11/2024, tỷ lệ giải ngân đạt từ 85% trở lên", "invalid:2024-11-31"),
        ("Đến năm 2025 đạt 90% hồ sơ trực tuyến", "2025"),
        ("Tỷ lệ giải ngân đạt từ 85% trở lên", None),
        ("Mỗi tháng ít nhất 02 tin/tháng/xã", None),
    ],
)
def test_the_day_by_which_it_is_to_be_reached(text: str, by: str | None) -> None:
    (target,) = find_targets(text)
    assert target.by == by


def test_a_clause_has_its_own_day() -> None:
    found = find_targets("Tỷ lệ số hóa đến ngày 30/6/2025 đạt 60%, đến ngày 31/12/2025 đạt 100%")
    assert [target.by for target in found] == ["2025-06-30", "2025-12-31"]


def test_a_target_stated_by_task_and_deliverable_counts_once_in_the_tasks_words() -> None:
    task = find_targets("100% hồ sơ thực hiện số hóa")
    deliverable = find_targets(
        "Tỷ lệ hồ sơ số hóa của xã đạt 100%. - 100% cán bộ được tập huấn. - Trên 15% hồ sơ bưu chính"
    )
    assert [target.text for target in merged(task, deliverable)] == [
        "100% hồ sơ thực hiện số hóa",
        "100% cán bộ được tập huấn",
        "Trên 15% hồ sơ bưu chính",
    ]


def test_two_targets_of_one_deliverable_stay_two() -> None:
    deliverable = find_targets(
        "Tỷ lệ thủ tục qua bưu chính đạt tối thiểu 15% ; tỷ lệ hồ sơ qua bưu chính đạt tối thiểu 15%"
    )
    assert [target.value for target in merged((), deliverable)] == [Decimal(15), Decimal(15)]


@pytest.mark.usefixtures("no_hang")
@pytest.mark.parametrize(
    "junk", ["50% a, ", "1 tin ", "100% ", "a: ", "từ 1 tin ", "( phấn đấu ", "năm 2024 đạt 5% và "]
)
@pytest.mark.parametrize("length", [20_000, pytest.param(100_000, marks=pytest.mark.slow)])
def test_long_junk_ends(length: int, junk: str) -> None:
    text = junk * (length // len(junk))
    assert len(find_targets(text, Source.GOAL)) <= text.count(junk)


@pytest.mark.skipif(not DOCUMENTS.exists(), reason="thư mục shared không có ở đây: bỏ qua năm văn bản thật")
def test_targets_of_the_real_tasks() -> None:
    """Tasks, deliverables and findings of the five real documents, judged by the published scorer (micro average)."""
    spec = importlib.util.spec_from_file_location("score", DOCUMENTS / "score.py")
    assert spec is not None
    assert spec.loader is not None
    score = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(score)
    total = score.Tally()
    for path in sorted((DOCUMENTS / "truth").glob("*.yaml")):
        truth = load(path)
        found: list[FoundTarget] = []
        for task in truth["tasks"]:
            product = find_targets(task.get("deliverable") or "", Source.GOAL)
            found += merged(find_targets(task["text"]), product)
        for finding in truth.get("findings") or ():
            found += find_targets(finding["text"], Source.FINDING)
        plain = [{"text": t.text, "value": float(t.value), "unit": t.unit, "op": t.op} for t in found]
        total.add(score.score_targets(truth, {"targets": plain})[1])
    precision, recall, f1 = total.prf()
    assert min(precision, recall, f1) >= 0.9, (precision, recall, total.missed, total.spurious)
