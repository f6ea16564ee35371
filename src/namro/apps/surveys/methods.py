"""The methods sheet of a survey, written of what was kept: nobody types a line of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as _mark

from namro.apps.papers.letterheads import letterhead_of
from namro.apps.people.queries.organisation import names_of
from namro.apps.surveys.actions.rechecking import results_of
from namro.apps.surveys.field_counts import by_channel, tallies
from namro.apps.surveys.instruments import questions_of
from namro.apps.surveys.models import Channel, Draw, Survey
from namro.core.base.names import sort_key
from namro.core.survey.draw_plan import Sizing, plan_of
from namro.core.survey.fieldwork import MOST_ATTEMPTS, Tally
from namro.core.survey.model import Formula
from namro.documents.writing.content import Paper
from namro.documents.writing.survey_methods import MethodsTold, methods_paper
from namro.ui.formats import day, moment

_LEVELS = {
    "province": _mark("tỉnh"), "commune": _mark("xã"), "village": _mark("thôn"), "group": _mark("lĩnh vực, nhóm"),
}  # fmt: skip


def level_words(level: str) -> str:
    """Return the name of a level of the frame."""
    return _(_LEVELS[level])


@dataclass(frozen=True, slots=True)
class Methods:
    """What the sheet says: lines by heading, strata, earlier draws."""

    survey: Survey
    draw: Draw
    told: MethodsTold


def current_draw(survey: Survey) -> Draw | None:
    """Return the draw that counts."""
    return survey.draws.filter(current=True).select_related("frame", "by").first()


def methods_of(survey: Survey, today: date) -> Methods | None:
    """Return the sheet; None where nothing was drawn."""
    draw = current_draw(survey)
    if draw is None:
        return None
    official = letterhead_of(survey.conductor, today).official("BC", day=today)
    told = MethodsTold(
        official=official,
        survey=survey.name,
        parts=(
            (_("Tổng thể và khung mẫu"), _population(survey, draw)),
            (_("Cỡ mẫu"), _size(draw)),
            (_("Tầng, giai đoạn và cách rút"), _stages(draw)),
            (_("Người thay thế"), _replacing(draw)),
            (_("Thu phiếu và tỷ lệ trả lời"), _response(survey, draw)),
            (_("Bộ câu hỏi và cách ước lượng"), _instrument(survey, draw)),
        ),
        strata=_strata(draw),
    )
    return Methods(survey, draw, told)


def methods_document(survey: Survey, today: date) -> Paper | None:
    """Return the sheet as a paper of the unit that carries the survey out."""
    found = methods_of(survey, today)
    return methods_paper(found.told) if found else None


def _population(survey: Survey, draw: Draw) -> tuple[str, ...]:
    frame = draw.frame
    units = names_of(survey.units.values_list("unit_id", flat=True))
    measured = sorted((name for _code, name in units.values()), key=sort_key)
    shown = ", ".join(measured[:12]) + (
        _(" và %(n)d đơn vị khác") % {"n": len(measured) - 12} if len(measured) > 12 else ""
    )
    what = (
        _("hồ sơ đã trả kết quả từ %(since)s đến %(until)s") % {"since": day(frame.since), "until": day(frame.until)}
        if frame.since and frame.until
        else _("danh sách “%(name)s”") % {"name": frame.name}
    )
    return (
        _("Đơn vị được đo: %(units)s.") % {"units": shown},
        _("Khung mẫu: %(what)s, %(rows)s dòng; chỉ giữ mã và nơi, không giữ họ tên.")
        % {"what": what, "rows": _grouped(frame.rows)},
        _("Dấu SHA-256 của tệp khung: %(digest)s.") % {"digest": _spaced(frame.sha256)},
    )


def _size(draw: Draw) -> tuple[str, ...]:
    plan = plan_of(draw.plan)
    error = _percent(float(plan.error))
    match plan.sizing:
        case Sizing.GUIDANCE:
            formula = _("n = N / (1 + N·e²), e = %(e)s") % {"e": error}
        case Sizing.MARGIN:
            words = _(
                "sai số ±%(e)s ở độ tin cậy %(level)s, tỷ lệ 50 %%, hệ số thiết kế %(effect)s, có hiệu chỉnh tổng thể"
            )
            formula = words % {"e": error, "level": _percent(float(plan.level)), "effect": _plain(plan.effect)}
        case Sizing.GIVEN:
            formula = _("ấn định %(n)d phiếu") % {"n": plan.given}
    scope = (
        _("tính riêng cho từng tầng")
        if plan.each
        else _("tính chung, chia cho các tầng theo quy mô, mỗi tầng ít nhất %(n)d") % {"n": plan.least}
    )
    return (
        _("Công thức: %(formula)s; %(scope)s.") % {"formula": formula, "scope": scope},
        _("Rút %(drawn)s phiếu và %(reserve)s người dự phòng trong %(rows)s.")
        % {"drawn": _grouped(draw.drawn), "reserve": _grouped(draw.reserve), "rows": _grouped(draw.frame.rows)},
    )


def _stages(draw: Draw) -> tuple[str, ...]:
    plan = plan_of(draw.plan)
    strata = " × ".join(level_words(level) for level in plan.strata) or _("không chia tầng")
    steps = [
        (
            _("%(take)d %(level)s mỗi nơi, xác suất theo quy mô")
            if one.by_size
            else _("%(take)d %(level)s mỗi nơi, xác suất bằng nhau")
        )
        % {"take": one.take, "level": level_words(one.level)}
        for one in plan.stages
    ]
    last = _("người, hồ sơ rút ngẫu nhiên đơn giản trong nơi cuối")
    lines = [
        _("Tầng: %(strata)s.") % {"strata": strata},
        _("Các giai đoạn: %(steps)s.") % {"steps": " → ".join([*steps, last])},
        *([_("Cụm lớn bằng bước rút thì chắc chắn được chọn và thành một tầng riêng.")] if plan.stages else []),
        _(
            "Hạt giống: “%(seed)s”. Rút lúc %(at)s; dấu của mẫu: %(digest)s. Ai có tệp khung và hạt giống đều rút lại "
            "được đúng mẫu này."
        )
        % {"seed": plan.seed, "at": moment(draw.at), "digest": _spaced(draw.digest)},
    ]
    if draw.lonely:
        told = _(
            "Tầng chỉ có một cụm rơi vào mẫu: %(names)s; phương sai của tầng ấy lấy theo độ lệch khỏi trung bình chung."
        )
        lines.append(told % {"names": ", ".join(draw.lonely)})
    for one in draw.survey.draws.filter(current=False).order_by("id"):
        lines.append(
            _("Lần rút trước lúc %(at)s, hạt giống “%(seed)s”, không dùng.")
            % {"at": moment(one.at), "seed": one.plan.get("seed", "")}
        )
    if draw.reason:
        lines.append(_("Lý do rút lại: %(reason)s.") % {"reason": draw.reason.rstrip(".")})
    return tuple(lines)


def _replacing(draw: Draw) -> tuple[str, ...]:
    share = _percent(float(plan_of(draw.plan).reserve))
    called = draw.rows.filter(reserve=True, called_at__isnull=False).count()
    return (
        _("Dự phòng %(share)s cỡ mẫu, rút cùng lúc, trong cùng nơi với người được thay.") % {"share": share},
        _(
            "Người dự phòng được gọi theo thứ tự rút, chỉ khi người trước từ chối, không gặp được sau %(most)d lần, đã "
            "chuyển đi hoặc không thuộc diện; không ai được chọn người thay. Đã gọi %(called)s người."
        )
        % {"called": _grouped(called), "most": MOST_ATTEMPTS},
    )


def _response(survey: Survey, draw: Draw) -> tuple[str, ...]:
    tally = tallies(draw)[()]
    lines = [
        _("Thời gian thu phiếu: %(since)s – %(until)s.")
        % {"since": day(survey.field_from), "until": day(survey.field_to)},
        _tally_words(tally),
        _(
            "Tỷ lệ trả lời = số phiếu nhận được / (số người đã gọi − số không thuộc diện); người chưa gặp tính là chưa "
            "trả lời."
        ),
    ]
    channels = ", ".join(
        f"{Channel(one.channel).label.lower()} {_grouped(one.came)}" for one in by_channel(survey) if one.came
    )
    if channels:
        lines.append(_("Theo kênh: %(channels)s.") % {"channels": channels})
    lines += _units_without(survey, draw)
    for made, found in results_of(draw.rechecks.order_by("id")):
        agreement = _percent(found.agreement) if found.agreement is not None else _("chưa có")
        told = _(
            "Phúc tra %(wanted)d phiếu (hạt giống “%(seed)s”): gặp được %(reached)d, %(confirmed)d người xác nhận đã "
            "được hỏi, câu trả lời trùng %(agreement)s."
        )
        lines.append(
            told
            % {
                "wanted": found.wanted,
                "seed": made.seed,
                "reached": found.reached,
                "confirmed": found.confirmed,
                "agreement": agreement,
            }
        )
    return tuple(lines)


def _tally_words(tally: Tally) -> str:
    rate = _percent(tally.rate) if tally.rate is not None else _("chưa có")
    told = _(
        "Đã gọi %(whole)s người: %(done)s có phiếu, %(lost)s không lấy được, %(out)s không thuộc diện, %(open)s còn "
        "phải gặp. Tỷ lệ trả lời %(rate)s."
    )
    return told % {
        "whole": _grouped(tally.whole), "done": _grouped(tally.done), "lost": _grouped(tally.lost),
        "out": _grouped(tally.ineligible), "open": _grouped(tally.open), "rate": rate,
    }  # fmt: skip


def _units_without(survey: Survey, draw: Draw) -> list[str]:
    """Measured units without one form: they get no figure, and the sheet says so."""
    done = {key[0] for key, tally in tallies(draw, "unit_id").items() if tally.done}
    measured = names_of(survey.units.values_list("unit_id", flat=True))
    empty = sorted((name for unit, (_code, name) in measured.items() if unit not in done), key=sort_key)
    if not empty:
        return []
    shown = ", ".join(empty[:12]) + (_(" và %(n)d đơn vị khác") % {"n": len(empty) - 12} if len(empty) > 12 else "")
    return [_("Chưa có phiếu nào, không ước lượng: %(units)s.") % {"units": shown}]


def _instrument(survey: Survey, draw: Draw) -> tuple[str, ...]:
    row, questions = survey.instrument, questions_of(survey.instrument)
    formula = (
        _("trung bình × 100 / mức cao nhất") if questions.formula is Formula.MEAN else _("tỷ lệ chọn hai mức cao nhất")
    )
    clusters = bool(plan_of(draw.plan).stages)
    weight = _(
        "Trọng số của một phiếu là nghịch đảo xác suất được rút qua mọi giai đoạn; sai số ước lượng theo thiết kế "
        "(tuyến tính hóa Taylor, khoảng tin cậy t)."
    )
    fpc = (
        _("Dưới cụm được rút không hiệu chỉnh tổng thể hữu hạn, nên sai số hơi rộng hơn thực tế.")
        if clusters
        else _("Có hiệu chỉnh tổng thể hữu hạn theo từng tầng.")
    )
    return (
        _("Bộ câu hỏi “%(title)s”, phiên bản %(edition)s, %(items)d câu, dấu SHA-256 %(digest)s.")
        % {"title": row.title, "edition": row.edition, "items": len(questions.items), "digest": row.sha256[:16]},
        _("Công thức chỉ số: %(formula)s; trọng số các câu, nhân tố ghi trong bộ câu hỏi.") % {"formula": formula},
        weight,
        fpc,
        _("Kết quả dưới %(n)d phiếu không công bố.") % {"n": survey.min_n},
    )


def _strata(draw: Draw) -> tuple[tuple[str, ...], ...]:
    return tuple(
        (
            one["name"], _grouped(one["population"]), _grouped(one["wanted"]), _grouped(one["drawn"]),
            f"{one['clusters_drawn']}/{one['clusters']}" if one["clusters"] else "–", _grouped(one["reserve"]),
        )
        for one in sorted(draw.strata, key=lambda one: sort_key(one["name"]))
    )  # fmt: skip


def _percent(share: float) -> str:
    return f"{share * 100:.1f}".replace(".", ",").removesuffix(",0") + " %"


def _spaced(digest: str) -> str:
    """In groups of eight, so that a line can break."""
    return " ".join(digest[at : at + 8] for at in range(0, len(digest), 8))


def _plain(value: object) -> str:
    return str(value).replace(".", ",")


def _grouped(count: int) -> str:
    return f"{count:,}".replace(",", ".")
