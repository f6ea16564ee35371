"""The form of a plan's letterhead."""

from __future__ import annotations

import re
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from namro.apps.plans.actions.heading import ISSUED
from namro.apps.plans.models import Plan
from namro.apps.plans.typed import typed_day
from namro.core.base.errors import NamroError
from namro.core.improvement.plan_kinds import plan_kinds, unchecked_in
from namro.ui.formats import day, printed_day

#: Fields of the head that are one line, or many, one a line.
_LINES = ("issuing_body", "parent_body", "place", "doc_code", "signer_capacity", "signer_role", "signer_name")
_LISTS = ("bases", "recipients")
#: A day of issue of which only the year, or the month, is known.
_MONTH = re.compile(r"\d{4}(-(0[1-9]|1[0-2]))?")


def _line(label: Any, *, limit: int = 200, hint: Any = "") -> forms.CharField:
    box = forms.TextInput(attrs={"class": "inp"})
    return forms.CharField(label=label, max_length=limit, required=False, help_text=hint, widget=box)


def _lines(label: Any, hint: Any) -> forms.CharField:
    box = forms.Textarea(attrs={"class": "inp", "rows": 4})
    return forms.CharField(label=label, max_length=8000, required=False, help_text=hint, widget=box)


def kind_choices() -> list[tuple[str, str]]:
    """The kinds of plans to choose from."""
    return [(kind.code, str(_(kind.label))) for kind in plan_kinds().values()]


class HeadingForm(forms.Form):
    """Title, time, number and day, bodies, grounds, recipients and who signs. Days are typed as people write them."""

    #: Left as it is where a form of before does not name it.
    kind = forms.ChoiceField(
        label=_("Loại kế hoạch"), required=False, choices=kind_choices, widget=forms.Select(attrs={"class": "inp"})
    )
    title = forms.CharField(
        label=_("Tên kế hoạch"),
        max_length=300,
        widget=forms.Textarea(attrs={"class": "inp", "rows": 2}),
        error_messages={"required": _("Chưa ghi tên kế hoạch.")},
    )
    since = _line(_("Thực hiện từ ngày"))
    last = _line(_("Đến hết ngày"))
    issuing_body = _line(_("Cơ quan ban hành"))
    parent_body = _line(_("Cơ quan cấp trên (không bắt buộc)"))
    place = _line(_("Nơi ban hành"), hint=_("Như trước chữ “ngày”: Suối Mây."))
    doc_code = _line(_("Số, ký hiệu"), limit=64, hint=_("Để trống số khi chưa cấp: /KH-UBND."))
    date = _line(_("Ngày ban hành"), hint=_("Để trống khi chưa ban hành."))
    bases = _lines(_("Căn cứ"), _("Mỗi căn cứ một dòng."))
    recipients = _lines(_("Nơi nhận"), _("Mỗi nơi một dòng."))
    signer_capacity = _line(_("Thẩm quyền ký"), hint=_("Ví dụ: TM. Ủy ban nhân dân."))
    signer_role = _line(_("Chức vụ người ký"))
    signer_name = _line(_("Họ tên người ký"))
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, issued: bool = False, **kwargs: Any) -> None:
        """`issued`: the plan is approved; only the number and the day, which are given afterwards, are asked."""
        super().__init__(*args, **kwargs)
        if issued:
            self.fields = {name: self.fields[name] for name in (*ISSUED, "version")}
        elif doubtful := unchecked_in(str(self.initial.get("bases", "")).splitlines()):
            self.fields["bases"].help_text = _(
                "Mỗi căn cứ một dòng. Chưa kiểm, đối chiếu với văn bản gốc trước khi trình ký: %(bases)s"
            ) % {"bases": "; ".join(doubtful)}

    def clean_title(self) -> str:
        """One line, although there is room to see a long one whole."""
        return " ".join(self.cleaned_data["title"].split())

    def clean(self) -> dict[str, Any]:
        """Days as values; the plan ends after it begins."""
        values = super().clean() or {}
        found = {}
        for name in ("since", "last", "date"):
            text = values.get(name, "")
            if name not in self.fields or (name == "date" and (not text or _MONTH.fullmatch(text))):
                continue
            try:
                found[name] = typed_day(text, 2000)
            except NamroError as fault:
                self.add_error(name, fault.message)
        if {"since", "last"} <= found.keys() and found["last"] < found["since"]:
            self.add_error("last", _("Ngày cuối trước ngày đầu. Sửa một trong hai ngày."))
        return values | found

    def values(self) -> dict[str, Any]:
        """The columns and the head, as the plan keeps them."""
        typed = self.cleaned_data
        head: dict[str, Any] = {name: typed[name].strip() or None for name in _LINES if name in typed}
        lists = {name: typed[name].splitlines() for name in _LISTS if name in typed}
        head |= {name: [line.strip() for line in lines if line.strip()] for name, lines in lists.items()}
        issued = typed["date"]
        head["date"] = (issued if isinstance(issued, str) else issued.isoformat()) or None
        columns = {name: typed[name] for name in ("title", "since", "last") if name in typed}
        return columns | ({"kind": typed["kind"]} if typed.get("kind") else {}) | head


def initial_of(plan: Plan) -> dict[str, Any]:
    """What the form is filled with."""
    head = plan.head
    return {
        **{name: head.get(name) or "" for name in _LINES},
        **{name: "\n".join(head.get(name) or ()) for name in _LISTS},
        "date": printed_day(head.get("date")) if len(head.get("date") or "") == 10 else head.get("date") or "",
        "kind": plan.kind,
        "title": plan.title,
        "since": day(plan.since),
        "last": day(plan.last),
        "version": plan.version,
    }
