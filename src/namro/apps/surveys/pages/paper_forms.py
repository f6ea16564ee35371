"""Paper forms of somebody's list: the questionnaire as it is printed."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from itertools import groupby
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from namro.apps.people.queries.organisation import names_of
from namro.apps.surveys.codes import spelled
from namro.apps.surveys.instruments import questions_of
from namro.apps.surveys.models import SampleRow, Survey
from namro.apps.surveys.pages.board_page import number_of
from namro.apps.surveys.pages.questions import Asked, Group, groups_of
from namro.documents.writing.survey_form import FormTold, PaperForm, forms_pdf


def forms_file(survey: Survey, printed: Sequence[tuple[SampleRow, str]], *, absolute: Callable[[str], str]) -> bytes:
    """Return the forms as a PDF; `absolute` makes an address of the site whole."""
    ending = f"{survey.field_to:%d/%m/%Y}"
    told = FormTold(
        body=names_of([survey.conductor_id])[survey.conductor_id][1],
        title=survey.name,
        intro=_(
            "Phiếu không ghi họ tên. Đánh dấu một ô mỗi dòng; không có ý kiến thì để trống. Có thể quét mã để trả lời "
            "bằng điện thoại thay cho phiếu này, đến hết ngày %(day)s; mỗi mã gửi một lần."
        )
        % {"day": ending},
        parts=_parts(groups_of(questions_of(survey.instrument), "vi")),
    )
    forms = [
        PaperForm(spelled(code), absolute(reverse("surveys:answer", args=[code])), number_of(row))
        for row, code in printed
    ]
    return forms_pdf(told, forms)


def _parts(groups: Iterable[Group]) -> list[dict[str, Any]]:
    """Groups on the scale that follow each other stand in one table, others one by one."""
    parts: list[dict[str, Any]] = []
    for group in groups:
        for on_scale, questions in groupby(group.questions, key=lambda one: one.kind == "scale"):
            asked = list(questions)
            kind = "scale" if on_scale else "other"
            if not parts or parts[-1]["kind"] != kind:
                scale = [{"value": one.value, "words": one.words} for one in (*asked[0].choices, *asked[0].aside)]
                parts.append({"kind": kind, "scale": scale if on_scale else [], "groups": []})
            parts[-1]["groups"].append({"heading": group.heading, "questions": list(map(_question, asked))})
    return parts


def _question(one: Asked) -> dict[str, Any]:
    note = ""
    if one.kind == "many" and "(" not in one.words:
        note = _("(chọn nhiều nhất %(n)d)") % {"n": one.most} if one.most else _("(chọn được nhiều)")
    return {
        "code": one.code, "words": one.words, "kind": one.kind, "only_if": one.only_if, "note": note,
        "choices": [{"words": choice.words} for choice in (*one.choices, *one.aside)],
    }  # fmt: skip
