"""Corrections as values: nothing corrected is the reading itself, other items are left alone, acts are taken back."""

from __future__ import annotations

from dataclasses import fields, replace
from datetime import date
from decimal import Decimal
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from namro.core.assessment import audit
from namro.core.printed import Anomaly, Criterion, Question, Reading, Task
from namro.core.printed.corrections import (
    Act,
    Correction,
    apply,
    change,
    corrected,
    holding,
    keyed,
    new_key,
    question_key,
    renamed,
)
from namro.core.printed.fields import EMPTY, FIELDS, CorrectionRefused, field_text, with_field
from tests.core.invented_sheet import suoi_may
from tests.core.random_sheets import arbitrary_sheets, consistent_sheets


def made(reading: Reading, key: str, field: str, text: str) -> Correction:
    correction = change(key, keyed(reading)[key], field=field, text=text)
    assert correction is not None
    return correction


@st.composite
def sheets_with_corrections(draw: st.DrawFn) -> tuple[Reading, list[Correction]]:
    reading = draw(arbitrary_sheets())
    keys = draw(st.lists(st.sampled_from([key for key in keyed(reading) if key != "header"]), unique=True, max_size=5))
    chosen = []
    for key in keys:
        points = f"{draw(st.integers(20, 99))},5"
        field = {"criterion": "max", "index": "value"}[key.partition(":")[0]]
        dropped = draw(st.booleans())
        chosen.append(Correction(kind=Act.DROP, item=key) if dropped else made(reading, key, field, points))
    return reading, chosen


class TestProperties:
    @given(consistent_sheets())
    def test_no_correction_is_the_reading_itself(self, reading: Reading) -> None:
        assert apply(reading, ()) == reading

    @given(sheets_with_corrections(), st.randoms())
    def test_corrections_of_different_items_commute(
        self, made: tuple[Reading, list[Correction]], random: Random
    ) -> None:
        reading, corrections = made
        shuffled = corrections.copy()
        random.shuffle(shuffled)
        assert apply(reading, shuffled) == apply(reading, corrections)

    @given(sheets_with_corrections())
    def test_undo_is_leaving_out_the_last_act(self, made: tuple[Reading, list[Correction]]) -> None:
        reading, corrections = made
        undo = Correction(kind=Act.UNDO, item="")
        acts = [(c,) for c in corrections]
        kept = [acts[i] for i in holding([*acts, (undo,)])]
        assert kept == acts[:-1]
        back = [*acts, *[(undo,)] * (len(acts) + 2)]
        assert apply(reading, [c for i in holding(back) for c in back[i]]) == reading

    @given(sheets_with_corrections())
    def test_what_was_read_stays_in_the_history(self, made: tuple[Reading, list[Correction]]) -> None:
        reading, corrections = made
        items = keyed(reading)
        for correction in corrections:
            if correction.kind is Act.CHANGE:
                assert correction.old == field_text(items[correction.item], correction.field)

    @given(sheets_with_corrections())
    def test_the_opposite_corrections_lead_back(self, made: tuple[Reading, list[Correction]]) -> None:
        reading, corrections = made
        back = [
            replace(c, old=c.new, new=c.old) if c.kind is Act.CHANGE else replace(c, kind=Act.RESTORE)
            for c in reversed(corrections)
        ]
        assert apply(reading, [*corrections, *back]) == reading

    @given(consistent_sheets())
    def test_keys_name_every_item_once(self, reading: Reading) -> None:
        twice = replace(reading, criteria=(*reading.criteria, *reading.criteria))
        counted = sum(len(getattr(twice, name)) for name in ("criteria", "deductions", "index_results"))
        assert len(keyed(twice)) == counted + 1
        assert apply(twice, ()) == twice


class TestFields:
    def test_every_field_is_one_of_its_item(self) -> None:
        for kind, item in EMPTY.items():
            assert set(FIELDS[kind]) <= {field.name for field in fields(item)}

    @given(consistent_sheets())
    def test_text_and_value_are_each_others_way_back(self, reading: Reading) -> None:
        for key, item in keyed(reading).items():
            kind = key.partition(":")[0]
            for field in FIELDS[kind]:
                if text := field_text(item, field):
                    assert field_text(with_field(item, kind, field=field, text=text), field) == text

    @pytest.mark.parametrize(
        ("key", "field", "text", "reason"),
        [
            ("criterion:1.1", "max", "hai", "không phải là một số điểm"),
            ("criterion:1.1", "max", "−2", "không thể âm"),
            ("criterion:1.1", "name", "  ", "Chưa ghi gì"),
            ("task:1", "due_on", "2026-11-31", "Không có ngày 2026-11-31"),
            ("header", "date", "2026-13", "Không có ngày"),
            ("header", "assessed_year", "26", "ngoài khoảng"),
            ("header", "assessed_year", "năm nay", "không phải là số nguyên"),
            ("task:1", "confidence", "1", "Không sửa được ô"),
        ],
    )
    def test_refused_with_a_reason(self, key: str, field: str, text: str, reason: str) -> None:
        with pytest.raises(CorrectionRefused, match=reason):
            change(key, keyed(suoi_may())[key], field=field, text=text)

    def test_people_stand_apart_by_semicolons(self) -> None:
        correction = made(suoi_may(), "task:1", "lead", " Duy ;Phòng Kinh tế, Hạ tầng;; Duy")
        assert correction.new == "Duy; Phòng Kinh tế, Hạ tầng"
        assert apply(suoi_may(), [correction]).tasks[0].lead == ("Duy", "Phòng Kinh tế, Hạ tầng")

    def test_both_decimal_marks_are_understood(self) -> None:
        assert made(suoi_may(), "criterion:1.1", "max", "7.5") == made(suoi_may(), "criterion:1.1", "max", "7,50")

    def test_the_same_text_is_no_correction(self) -> None:
        item = keyed(suoi_may())["criterion:1.1"]
        assert change("criterion:1.1", item, field="name", text=f"  {field_text(item, 'name')} ") is None

    def test_signer_and_days(self) -> None:
        changes = [
            made(suoi_may(), "header", "signer_name", "Lê Thu An"),
            made(suoi_may(), "task:1", "due_on", "2026-11-30"),
        ]
        reading = apply(suoi_may(), changes)
        assert reading.header.signer.name == "Lê Thu An"
        assert reading.tasks[0].due_on == date(2026, 11, 30)


class TestEffects:
    def test_a_corrected_figure_is_certain_and_changes_the_contradictions(self) -> None:
        reading = replace(
            suoi_may(),
            criteria=tuple(
                replace(c, achieved=Decimal("0.5"), confidence=0.4) if c.id == "1.1" else c for c in suoi_may().criteria
            ),
        )
        right = field_text(keyed(suoi_may())["criterion:1.1"], "achieved")
        assert any(row.severity == "error" for row in audit(reading))
        mended = apply(reading, [made(reading, "criterion:1.1", "achieved", right)])
        assert not any(row.severity == "error" for row in audit(mended))
        assert mended == suoi_may()

    def test_dropping_and_taking_back(self) -> None:
        drop = Correction(kind=Act.DROP, item="task:1")
        assert len(apply(suoi_may(), [drop]).tasks) == len(suoi_may().tasks) - 1
        assert apply(suoi_may(), [drop, replace(drop, kind=Act.RESTORE)]) == suoi_may()
        for again in (drop, Correction(kind=Act.CHANGE, item="task:1", field="text", new="khác")):
            with pytest.raises(CorrectionRefused, match="không còn"):
                apply(suoi_may(), [drop, again])
        with pytest.raises(CorrectionRefused, match="Đầu văn bản"):
            apply(suoi_may(), [Correction(kind=Act.DROP, item="header")])

    def test_added_items_stand_last_and_know_their_line(self) -> None:
        key = new_key("task", ())
        add = Correction(kind=Act.ADD, item=key, new="12")
        text = change(key, EMPTY["task"], field="text", text="Lập sổ theo dõi")
        assert text is not None
        task = apply(suoi_may(), [add, text]).tasks[-1]
        assert (task.text, task.at.line if task.at else None) == ("Lập sổ theo dõi", 12)
        assert new_key("task", [add]) == "task:+2"
        with pytest.raises(CorrectionRefused):
            new_key("header", ())

    def test_answered_questions_are_gone_and_others_stay(self) -> None:
        asked = tuple(Question(kind="successor", where="1", found=found) for found in ("tổ A", "tổ B"))
        reading = replace(suoi_may(), questions=asked)
        answer = Correction(kind=Act.ANSWER, item=question_key(asked[0]))
        assert apply(reading, [answer]).questions == asked[1:]

    def test_a_new_deadline_settles_two_printed_ones(self) -> None:
        anomaly = Anomaly(kind="conflicting_deadline", where="IV.2", note="5/11, 10/11")
        task = Task(section="IV.2", text="Báo cáo", due_text="trước 5/11")
        reading = Reading(doc_id="x", tasks=(task,), anomalies=(anomaly,))
        assert apply(reading, [made(reading, "task:1", "due_text", "trước 10/11")]).anomalies == ()
        assert apply(reading, [made(reading, "task:1", "text", "Nộp báo cáo")]).anomalies == (anomaly,)


class TestRenaming:
    READING = Reading(
        doc_id="x",
        criteria=(
            Criterion(id="1", name="Chỉ đạo"),
            Criterion(id="4", name="Tuyên truyền", raw_id="4."),
            Criterion(id="4/a", name="Hội thi", parent="4"),
        ),
        deductions=tuple(replace(d, id=f"4/{d.id}", criterion="4") for d in suoi_may().deductions[:1]),
        tasks=(Task(section="4", text="Thi", remedies=("4", "5")),),
    )

    def test_everything_that_names_the_criterion_follows(self) -> None:
        now = apply(self.READING, renamed(keyed(self.READING), "criterion:4", number="1.4"))
        assert [(c.id, c.parent) for c in now.criteria] == [("1", None), ("1.4", "1"), ("4/a", "1.4")]
        assert now.deductions[0].criterion == "1.4"
        assert now.deductions[0].id.startswith("1.4/")
        assert (now.tasks[0].remedies, now.tasks[0].section) == (("1.4", "5"), "1.4")

    def test_a_number_that_is_taken_is_refused(self) -> None:
        with pytest.raises(CorrectionRefused, match="đã có tiêu chí khác"):
            renamed(keyed(self.READING), "criterion:4", number="1")

    def test_of_two_with_one_number_only_the_criterion_itself_moves(self) -> None:
        twice = replace(self.READING, criteria=(*self.READING.criteria, Criterion(id="4", name="Sáng kiến")))
        now = corrected(twice, renamed(keyed(twice), "criterion:4~4", number="1.5"))
        assert [item.id for item in now.values() if isinstance(item, Criterion)] == ["1", "4", "4/a", "1.5"]
        assert apply(twice, renamed(keyed(twice), "criterion:4~4", number="1.5")).tasks == twice.tasks
