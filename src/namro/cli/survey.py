"""`namro survey …`: instruments shown, out and in as XLSForm, answers estimated, samples drawn again."""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import TYPE_CHECKING

from namro.cli.arguments import spoken
from namro.cli.output import expect_suffix, keep_sources, write_output
from namro.cli.survey_redraw import add_redraw, redraw
from namro.core.base.errors import NamroError

if TYPE_CHECKING:
    from namro.core.survey.estimating import Estimates
    from namro.core.survey.model import Instrument

_INSTRUMENT = "tệp bộ câu hỏi .yaml, hoặc mã bộ có sẵn"
_SUMMARIES = {
    "instruments": "liệt kê các bộ câu hỏi có sẵn",
    "export-xlsform": "ghi bộ câu hỏi ra tệp XLSForm cho ODK, KoboToolbox",
    "import-xlsform": "đọc bộ câu hỏi từ tệp XLSForm",
    "estimate": "ước lượng chỉ số hài lòng và sai số từ câu trả lời",
    "redraw": "rút lại một mẫu từ khung và kế hoạch, so với mẫu đã dùng",
}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the actions."""
    actions = parser.add_subparsers(dest="action", required=True, metavar="VIỆC", title="các việc")
    for name, summary in _SUMMARIES.items():
        action = actions.add_parser(
            name, help=summary, description=f"{summary[0].upper()}{summary[1:]}.", add_help=False
        )
        spoken(action)
        if name == "export-xlsform":
            action.add_argument("--instrument", metavar="BỘ", required=True, help=_INSTRUMENT)
            action.add_argument("--out", metavar="TỆP", type=Path, required=True, help="tệp .xlsx ghi ra")
        elif name == "import-xlsform":
            action.add_argument("file", metavar="TỆP", type=Path, help="tệp XLSForm .xlsx")
            action.add_argument("--out", metavar="TỆP", type=Path, required=True, help="tệp .yaml ghi ra")
        else:
            action.add_argument("--json", action="store_true", help="in dạng JSON")
        if name == "estimate":
            _estimate(action)
        if name == "redraw":
            add_redraw(action)


def _estimate(action: argparse.ArgumentParser) -> None:
    action.add_argument("--instrument", metavar="BỘ", required=True, help=_INSTRUMENT)
    action.add_argument("--responses", metavar="CSV", type=Path, required=True, help="câu trả lời, mỗi phiếu một dòng")
    action.add_argument("--by", choices=("unit",), metavar="unit", help="tính thêm cho từng đơn vị")
    action.add_argument("--level", type=float, default=0.95, metavar="SỐ", help="độ tin cậy, mặc định 0.95")
    action.add_argument(
        "--min-n", type=int, default=30, metavar="SỐ", help="ít phiếu hơn thì không hiện kết quả, mặc định 30"
    )


def run(options: argparse.Namespace) -> int:
    """Run the chosen action."""
    acts = {
        "instruments": _list,
        "export-xlsform": _export,
        "import-xlsform": _import,
        "estimate": _estimated,
        "redraw": redraw,
    }
    return acts[options.action](options)


def _export(options: argparse.Namespace) -> int:
    expect_suffix(options.out, ".xlsx")
    instrument = chosen_instrument(options.instrument)
    from namro.documents.workbooks.to_xlsform import write_xlsform

    write_output(options.out, write_xlsform(instrument))
    return 0


def _import(options: argparse.Namespace) -> int:
    expect_suffix(options.out, ".yaml", ".yml")
    keep_sources([options.file], [options.out])
    from namro.core.survey.writing import write_instrument
    from namro.documents.workbooks.from_xlsform import read_xlsform

    write_output(options.out, write_instrument(read_xlsform(options.file)).encode())
    return 0


def _list(options: argparse.Namespace) -> int:
    from namro.core.survey.model import words_in
    from namro.core.survey.reading import shipped_instruments

    rows = [
        {
            "instrument": one.code,
            "edition": one.edition,
            "title": words_in(one.title),
            "items": [item.code for item in one.items],
        }
        for one in shipped_instruments().values()
    ]
    if options.json:
        print(json.dumps(rows, ensure_ascii=False))
        return 0
    from namro.cli.tables import aligned

    table = [
        (str(row["instrument"]), str(row["edition"]), f"{len(row['items'])} câu", str(row["title"])) for row in rows
    ]
    print("\n".join(aligned([("Mã", "Phiên bản", "Số câu", "Tên"), *table])))
    return 0


def _estimated(options: argparse.Namespace) -> int:
    if options.min_n < 0:
        raise NamroError("--min-n: viết số từ 0 trở lên; 0 là hiện tất cả.", code="min_n")
    instrument = chosen_instrument(options.instrument)
    from namro.core.survey.answer import estimates_answer
    from namro.core.survey.estimating import estimate
    from namro.core.survey.responses_csv import read_responses

    sample = read_responses(options.responses, instrument)
    total = estimate(instrument, sample, level=options.level)
    units = estimate(instrument, sample, by_unit=True, level=options.level) if options.by else None
    if options.json:
        answer = estimates_answer(instrument, total, units, level=options.level, min_n=options.min_n)
        print(json.dumps(answer, ensure_ascii=False, allow_nan=False))
    else:
        print(_table(instrument, total, units, min_n=options.min_n))
    return 0


def chosen_instrument(given: str) -> Instrument:
    """Return the shipped instrument of that code, else the one in the file. Raises NamroError and `BrokenFile`."""
    from namro.core.survey.reading import read_instrument, shipped_instruments

    shipped = shipped_instruments()
    if given in shipped:
        return shipped[given]
    if not given.endswith((".yaml", ".yml")) and not Path(given).exists():
        codes = ", ".join(shipped)
        raise NamroError(
            f"Không có bộ câu hỏi “{given}”. Ghi đường dẫn tệp .yaml hoặc một mã: {codes}.", code="instrument"
        )
    return read_instrument(Path(given))


def _table(instrument: Instrument, total: Estimates, units: Estimates | None, *, min_n: int) -> str:
    from namro.cli.tables import aligned
    from namro.core.survey.answer import nodes_of
    from namro.core.survey.model import Item, words_in

    names = {one.code: words_in(one.text if isinstance(one, Item) else one.name) for one in instrument.index.nodes()}
    rows = [("Đơn vị", "Mã", "Chỉ số", "Sai số chuẩn", "Khoảng tin cậy", "n", "Nội dung")]
    for estimates, everybody in ((total, True), (units, False)):
        for place, unit in enumerate(estimates.units if estimates else ()):
            assert estimates is not None
            for code, node in nodes_of(estimates, place, min_n=min_n).items():
                said = "ít phiếu" if node["suppressed"] else _said(node["estimate"])
                span = "–" if node["low"] is None else f"{_said(node['low'])} – {_said(node['high'])}"
                rows.append(
                    ("tất cả" if everybody else unit, code, said, _said(node["se"]), span, str(node["n"]), names[code])
                )
    return "\n".join(aligned(rows))


def _said(value: float | None) -> str:
    return "–" if value is None else f"{value:.2f}".replace(".", ",")
