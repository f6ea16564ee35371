"""Answers to the reader's questions, applied to what was read."""

from __future__ import annotations

import pytest

from namro.apps.exchange.answers import answering, options
from namro.apps.exchange.matters import matters
from namro.core.printed import Question, Reading, Task
from namro.core.printed.corrections import apply, keyed
from namro.core.printed.fields import CorrectionRefused


class TestAnswers:
    def said(self, reading: Reading, question: Question, answer: str) -> Reading:
        return apply(reading, answering(keyed(reading), question, answer=answer, year=2026))

    def test_a_successor_takes_the_place_of_a_body_that_ended(self) -> None:
        reading = Reading(doc_id="x", tasks=(Task(section="1", text="Lập sổ", lead=("Tổ A – B", "Tổ A – Bê")),))
        question = Question(kind="successor", where="1", found="tổ A – B", proposals=("Phòng C",))
        assert self.said(reading, question, "Phòng C").tasks[0].lead == ("Phòng C", "Tổ A – Bê")
        assert self.said(reading, question, "=").tasks == reading.tasks
        with pytest.raises(CorrectionRefused, match="Không có câu trả lời này"):
            self.said(reading, question, "không ai đề xuất")

    def test_one_of_several_losses(self) -> None:
        reading = Reading(doc_id="x", tasks=(Task(section="1", text="Lập sổ", remedies=("1.1", "1.2")),))
        question = Question(kind="remedy_of", where="1", found="Lập sổ", proposals=("1.1", "1.2"))
        assert self.said(reading, question, "1.2").tasks[0].remedies == ("1.2",)
        assert [option.word for option in options(question)] == ["Khắc phục cả 2 khoản", "Chỉ 1.1", "Chỉ 1.2"]

    def test_a_doubtful_figure_is_kept_or_corrected_in_its_item(self) -> None:
        question = Question(kind="points", where="1.1", found="l,5", message="Số đọc ra có đúng không?")
        assert [option.word for option in options(question)] == ["Giữ như đã đọc"]
        reading = Reading(doc_id="x", tasks=(Task(section="1", text="Lập sổ"),), questions=(question,))
        assert "Điểm cần hỏi lại" in {matter.kind for matter in matters(reading)}

    def test_one_spelling_of_a_name_but_not_of_a_word(self) -> None:
        text = "Giao đ/c Nguyễn Văn Điệp gửi thông điệp, ông Diệp ký"
        reading = Reading(doc_id="x", tasks=(Task(section="1", text=text, lead=("đ/c Điệp", "Diệp")),))
        question = Question(kind="similar_name", where="assignees", found="Điệp, Diệp", proposals=("Điệp", "Diệp"))
        task = self.said(reading, question, "Diệp").tasks[0]
        assert task.text == "Giao đ/c Nguyễn Văn Diệp gửi thông điệp, ông Diệp ký"
        assert task.lead == ("đ/c Diệp", "Diệp")

    def test_a_day_left_open(self) -> None:
        task = Task(section="1", text="Nộp", due=("invalid:2026-11-31",), due_text="xong ngày 31/11")
        question = Question(
            kind="impossible_date", where="1", found="31/11/2026", proposals=("2026-11-30", "2026-12-01")
        )
        reading = Reading(doc_id="x", tasks=(task,))
        left = self.said(reading, question, "").tasks[0]
        assert (left.due, left.due_text, left.due_on) == ((), None, None)
        assert self.said(reading, question, "2026-12-01").tasks[0].due == ("2026-12-01",)
