"""The messages that the site's code and templates mark for translation."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from django.utils.translation.template import templatize

from namro.core.assessment.causes import cause_labels
from namro.core.assessment.council import DUTY_WORDS, HOW_WORDS, NOT_CLAIMED, PRESENCE_WORDS
from namro.core.assessment.rows import CODES
from namro.core.assessment.stages import STATE_WORDS, TABLE, State, lock_of
from namro.core.framework import words
from namro.core.framework.compare import KIND_WORDS, SUBJECT_WORDS
from namro.core.framework.kinds import KINDS, Type
from namro.core.framework.uses import Holds
from namro.core.improvement import yearly_states
from namro.core.improvement.dispositions import disposition_labels
from namro.core.improvement.habits import HABITS
from namro.core.improvement.plan_kinds import plan_kinds
from namro.core.improvement.recommendations import ACT_WORDS, STANDING_WORDS
from namro.core.improvement.target_standing import STANDING_WORDS as TARGET_WORDS
from namro.core.improvement.yearly_figures import FIGURE_WORDS
from namro.core.reporting.periods import KIND_WORDS as PERIOD_WORDS
from namro.core.reporting.states import CONTRIBUTION, REPORT
from namro.core.reporting.types import EVIDENCE
from namro.core.service import evaluation_states
from namro.core.service.officers import COUNTED_WORDS
from namro.core.service.spot_check import ANSWER_WORDS
from namro.core.timetable.rhythm import WEEKDAYS

PACKAGE = Path(__file__).resolve().parents[2] / "src" / "namro"
ROOMS = ("apps", "config", "ui")

#: Names under which the marking functions are imported.
MARKERS = {"_", "_mark", "gettext", "gettext_lazy", "gettext_noop", "ngettext"}

_TEXT = r"""u?('(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*")"""
_TEMPLATE_CALL = re.compile(rf"\bn?gettext\({_TEXT}")


def sources(suffix: str) -> list[Path]:
    """Return the site's files with this suffix, migrations left out."""
    found = [path for room in ROOMS for path in sorted((PACKAGE / room).rglob(f"*{suffix}"))]
    return [path for path in found if "migrations" not in path.parts]


def messages() -> dict[str, str]:
    """Return every marked message with the file it stands in."""
    found = {}
    for path in sources(".html"):
        for text in template_messages(path.read_text("utf-8")):
            found[text] = path.name
    for path in sources(".py"):
        for text in code_messages(ast.parse(path.read_text("utf-8"))):
            found[text] = path.name
    return found


def template_messages(template: str) -> Iterator[str]:
    """Yield the messages of one template."""
    for match in _TEMPLATE_CALL.finditer(templatize(template)):
        yield ast.literal_eval(match.group(1))


def code_messages(tree: ast.Module) -> Iterator[str]:
    """Yield the messages of one module."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in MARKERS and node.args:
            first = node.args[0]
            if isinstance(first, ast.Constant) and isinstance(first.value, str):
                yield first.value


def core_labels() -> list[str]:
    """Return the labels of the core that pages translate when they show them."""
    asked = {*STANDING_WORDS.values(), *ACT_WORDS.values()}
    asked |= {*STATE_WORDS.values(), *(word for act in TABLE.acts for word in (act.words, act.says) if word)}
    asked |= {*TARGET_WORDS.values(), *(kind.label for kind in plan_kinds().values())}
    for table in (REPORT, CONTRIBUTION):
        asked |= {*table.states.values(), *(word for act in table.acts for word in (act.words, act.says) if word)}
    asked |= {*PERIOD_WORDS.values(), *EVIDENCE.values(), *WEEKDAYS}
    asked |= {*PRESENCE_WORDS.values(), *DUTY_WORDS.values(), *HOW_WORDS.values(), NOT_CLAIMED}
    asked |= {text for one in HABITS for text in (one.words, one.help) if text}
    asked |= {*FIGURE_WORDS.values(), *yearly_states.STATE_WORDS.values()}
    asked |= {act.words for act in yearly_states.TABLE.acts}
    asked |= {*COUNTED_WORDS.values(), *evaluation_states.STATE_WORDS.values(), *ANSWER_WORDS.values()}
    for lock in (lock_of(state, None) for state in State):
        asked |= {lock.why, lock.lifted_by} if lock else set()
    return [*CODES.values(), *cause_labels().values(), *disposition_labels().values(), *sorted(asked), *_set_labels()]


def _set_labels() -> Iterator[str]:
    """Labels of criteria sets."""
    for kind in KINDS.values():
        yield from (kind.label, kind.gives)
    yield from (one.value for table in (Type, Holds) for one in table)
    tables = (KIND_WORDS, SUBJECT_WORDS, words.SOURCE_WORDS, words.POLICY_WORDS, words.LEVEL_WORDS)
    for table in (*tables, words.SIGNED_WORDS, words.ON_MISSING_WORDS, words.PROOF_WORDS):
        yield from table.values()
