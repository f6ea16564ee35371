"""Which heading a task or a limitation belongs to, in a document that has no score sheet."""

from __future__ import annotations

import re
from collections import Counter

from namro.core.printed.items import Reading, Section, Task

COMMON_TASKS = "Nhiệm vụ chung"

_LETTERED = re.compile(r".+\.[a-zđ]")


class Outline:
    """The headings of a reading, its unscored criteria among them."""

    def __init__(self, reading: Reading) -> None:
        self._sections = {c.id: Section(id=c.id, title=c.name, parent=c.parent) for c in reading.criteria}
        self._sections |= {s.id: s for s in reading.sections}
        self._limited = [f.section for f in reading.findings]
        self._tasks = reading.tasks
        blocks = Counter(self.block(t.section) for t in reading.tasks)
        self._crowded = {s.parent for b, count in blocks.items() if count > 1 and (s := self._sections.get(b))}

    def block(self, section: str) -> str:
        """The heading whose limitations and tasks answer one another: "1.2" for its parts "1.2.a" and "1.2.b"."""
        known = section
        while known not in self._sections and "." in known:
            known = known.rpartition(".")[0]
        if known not in self._sections:
            return section
        parent = self._sections[known].parent
        if _LETTERED.fullmatch(known) and parent and any(f.startswith(f"{parent}.") for f in self._limited):
            return parent
        return known

    def title(self, section: str) -> str | None:
        """The printed heading of the block."""
        found = self._sections.get(self.block(section))
        return found.title if found else None

    def field(self, task: Task) -> str:
        """The heading under which a task stands in a plan.

        General tasks stand together. Blocks of one task each stand together under their field. Where no heading was
        read, tasks stand under the one person or body to whom the section gives them all.
        """
        if task.kind == "general":
            return COMMON_TASKS
        section = self._sections.get(self.block(task.section))
        if section is None:
            leads = {t.lead for t in self._tasks if t.section == task.section}
            return (", ".join(leads.pop()) if len(leads) == 1 else "") or COMMON_TASKS
        parent = self._sections.get(section.parent or "")
        if parent and section.parent not in self._crowded and not _is_chapter(parent):
            return parent.title
        return section.title


def _is_chapter(section: Section) -> bool:
    """ "II" or "A" divide a document; "1" is already a field of the index."""
    return section.parent is None and not section.id[:1].isdigit()
