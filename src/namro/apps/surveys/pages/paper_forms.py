"""Paper forms of somebody's list: the questionnaire as it is printed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
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
        groups=[part for group in groups_of(questions_of(survey.instrument), "vi") for part in _parts(group)],
    )
    forms = [
        PaperForm(spelled(code), absolute(reverse("surveys:answer", args=[code])), number_of(row))
        for row, code in printed
    ]
    return forms_pdf(told, forms)


def _parts(group: Group) -> list[dict[str, Any]]:
    """Questions on the scale stand in one table, others one by one; the heading stands above the first."""
    parts = []
    heading = group.heading
    for on_scale, questions in groupby(group.questions, key=lambda one: one.kind == "scale"):
        asked = list(questions)
        kind = "scale" if on_scale else "other"
        scale = [{"value": one.value, "words": one.words} for one in (*asked[0].choices, *asked[0].aside)]
        parts.append(
            {
                "heading": heading,
                "kind": kind,
                "scale": scale if on_scale else [],
                "questions": list(map(_question, asked)),
            }
        )
        heading = ""
    return parts


def _question(one: Asked) -> dict[str, Any]:
    note = ""
    if one.kind == "many":
        note = _("(chọn nhiều nhất %(n)d)") % {"n": one.most} if one.most else _("(chọn được nhiều)")
    return {
        "code": one.code, "words": one.words, "kind": one.kind, "only_if": one.only_if, "note": note,
        "choices": [{"words": choice.words} for choice in (*one.choices, *one.aside)],
    }  # fmt: skip
