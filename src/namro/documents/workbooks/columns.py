"""The columns of a criteria set's workbook: one table for writing and for reading.

A heading is the Vietnamese name with the key of the file format behind it, "Điểm tối đa (max)", so that what is said
about a key leads to the column.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from namro.core.framework import words
from namro.core.framework.kinds import KINDS
from namro.core.framework.rules import NOT_RANKED, PREVIOUS

INFO, CRITERIA, PROOF, SIDES, GRADES, INPUTS, GUIDE = (
    "Thông tin", "Tiêu chí", "Minh chứng", "Cộng trừ", "Xếp loại", "Số liệu", "Hướng dẫn",
)  # fmt: skip

#: What a column holds where it is not a word of a list.
TEXT, NUMBER, DAY, DATE = "text", "number", "day", "date"


@dataclass(frozen=True, slots=True)
class Column:
    """One column, or one row of the first sheet. `words` are the choices: key of the format → word in the cell."""

    key: str
    title: str
    holds: str = TEXT
    width: int = 12
    words: Mapping[str, str] = field(default_factory=dict)

    @property
    def heading(self) -> str:
        """The heading as it is written."""
        return f"{self.title} ({self.key})"


FLAGS = {"true": "có", "false": "không"}
SIDE_WORDS = {"bonus": "cộng", "penalty": "trừ"}
#: A row that goes on below a criterion: what it is called, and the list of the rule that it belongs to.
PART, STEP, MILESTONE = "phần", "bậc", "mốc"
RECORDS = {PART: "parts", STEP: "steps", MILESTONE: "steps"}

INFO_ROWS = (
    Column("framework", "Mã bộ tiêu chí"),
    Column("edition", "Ngày ban hành", DATE),
    Column("title", "Tên bộ tiêu chí"),
    Column("level", "Cấp được chấm", words=words.LEVEL_WORDS),
    Column("source.document", "Số, ký hiệu văn bản"),
    Column("source.date", "Ngày văn bản", DATE),
    Column("source.issuer", "Cơ quan ban hành"),
    Column("years.from", "Chấm từ năm", NUMBER),
    Column("years.to", "Chấm đến năm", NUMBER),
    Column("scale.max", "Tổng điểm tối đa", NUMBER),
    Column("scale.precision", "Số chữ số lẻ khi in", NUMBER),
    Column("scale.rounding", "Cách làm tròn", words=words.ROUNDING_WORDS),
    Column("scale.floor", "Điểm tổng thấp nhất", NUMBER),
    Column("scale.ceiling", "Điểm tổng cao nhất", NUMBER),
    Column("not_applicable", "Khi không áp dụng", words=words.POLICY_WORDS),
    Column("ties", "Đồng hạng", words=words.TIES_WORDS),
    Column("adjustments.bonus.cap", "Điểm cộng nhiều nhất", NUMBER),
    Column("adjustments.penalty.cap", "Điểm trừ nhiều nhất", NUMBER),
)

_KINDS = {kind.name: kind.label for kind in KINDS.values()}
_NODE_KINDS = {kind.name: kind.label for kind in KINDS.values() if not kind.adjustments_only}

_RULE = (
    Column("by", "Đến ngày", DAY),
    Column("input", "Số liệu", width=26),
    Column("from", "Mức bậc từ", NUMBER),
    Column("points", "Điểm", NUMBER),
    Column("label", "Nội dung phần", width=30),
    Column("value", "Giá trị", width=24),
    Column("numerator", "Tử số", width=26),
    Column("denominator", "Mẫu số", width=26),
    Column("at_least", "Từ mức", NUMBER),
    Column("at_most", "Không quá", NUMBER),
    Column("full_at", "Đủ điểm từ", NUMBER),
    Column("zero_below", "0 điểm nếu dưới", NUMBER),
    Column("loss", "Không đạt thì trừ", NUMBER),
    Column("when_zero", "Khi mẫu số bằng 0", width=16, words=words.ZERO_WORDS),
    Column("due", "Số phải làm", width=26),
    Column("done_on_time", "Số đúng hạn", width=26),
    Column("mode", "Kiểu đúng hạn", width=14, words=words.MODE_WORDS),
    Column("base", "Năm gốc", words={PREVIOUS: "năm trước"}),
    Column("unit", "Đơn vị tăng", words=words.UNIT_WORDS),
    Column("each", "Mỗi vụ trừ", NUMBER),
    Column("scale", "Thang khảo sát", NUMBER),
    Column("step", "Bước chấm", NUMBER),
)
_LATE = (
    Column("cap", "Nhiều nhất", NUMBER),
    Column("days", "Số ngày", NUMBER),
    Column("beyond", "Quá số ngày thì", NUMBER, words={NOT_RANKED: "không xếp hạng"}),
)
_ID, _NAME = Column("id", "Mã", width=9), Column("name", "Tên mục", width=52)
_MAX, _ROW = Column("max", "Điểm tối đa", NUMBER), Column("row", "Dòng con")
_LAST = (
    Column("applies_if", "Chỉ áp dụng khi", width=18),
    Column("cite", "Căn cứ", width=24),
    Column("note", "Ghi chú", width=30),
)

NODE_COLUMNS = (
    Column("level", "Cấp", NUMBER, width=9),
    _ID,
    _NAME,
    _MAX,
    _ROW,
    Column("kind", "Cách chấm", width=22, words=_NODE_KINDS),
    *_RULE,
    Column("source", "Nguồn điểm", width=18, words=words.SOURCE_WORDS),
    Column("not_applicable", "Khi không áp dụng", width=18, words=words.POLICY_WORDS),
    Column("controllable_by", "Ai quyết định được", width=18, words=words.LEVEL_WORDS),
    *_LAST,
)
ITEM_COLUMNS = (
    Column("side", "Cộng hay trừ", words=SIDE_WORDS),
    _ID,
    _NAME,
    _MAX,
    _ROW,
    Column("kind", "Cách chấm", width=22, words=_KINDS),
    *_RULE,
    *_LATE,
    *_LAST,
)
PROOF_COLUMNS = (
    Column("of", "Mã mục", width=10),
    Column("id", "Mã minh chứng", width=16),
    Column("text", "Nội dung", width=44),
    Column("kind", "Loại", width=14, words=words.PROOF_WORDS),
    Column("issuer", "Nơi ban hành", width=22),
    Column("signed", "Chữ ký số", width=26, words={**words.SIGNED_WORDS, "false": "không"}),
    Column("before", "Không sau ngày", DAY, width=14),
    Column("min_count", "Số tệp ít nhất", NUMBER),
    Column("part", "Cho phần", width=18),
    Column("required", "Bắt buộc", words=FLAGS),
    Column("on_missing", "Khi thiếu", width=26, words=words.ON_MISSING_WORDS),
)
GRADE_COLUMNS = (
    Column("name", "Bậc", width=22),
    Column("from", "Từ phần trăm", NUMBER),
    Column("input", "Điều kiện: số liệu", width=20),
    Column("criterion", "Điều kiện: tiêu chí", width=18),
    Column("at_least", "Từ mức", NUMBER),
    Column("at_most", "Không quá", NUMBER),
)
INPUT_COLUMNS = (Column("input", "Số liệu", width=36), Column("label", "Tên gọi", width=70))
#: Keys of a rule, on whichever sheet; all other keys belong to the criterion or item itself.
RULE_KEYS = frozenset(column.key for column in (*_RULE, *_LATE)) | {"kind"}
REQUIRED_KEYS = frozenset({"input", "criterion", "at_least", "at_most"})
#: Keys whose column holds several words, one after the other.
SEVERAL = frozenset({"controllable_by"})
BETWEEN = "; "
