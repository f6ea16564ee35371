"""Whether "8/10" at the end of a line is a score: the document has to say so."""

from __future__ import annotations

import re
from collections.abc import Sequence

from namro.documents.recognition.index_results import states_total
from namro.documents.recognition.outline import Node
from namro.documents.recognition.scores import ends_in_fraction, find_score

_MOST = r"\bdiem (?:so )?(?:toi da|chuan)\b"
_HEADING = re.compile(rf"{_MOST}[^.;]{{0,40}}\bdiem\b|\bdiem\b[^.;]{{0,40}}{_MOST}")
#: So many numbered lines of that shape are a sheet, if its total or a heading says that they are points.
_ENOUGH = 3


def is_scored(nodes: Sequence[Node]) -> bool:
    """True if a line gives points in words, or if the bare figures of the document are points one and all."""
    if any(phrase and phrase.has_score for phrase in (find_score(node.text) for node in nodes)):
        return True
    numbered = [node for node in nodes if node.marker.number and ends_in_fraction(node.text)]
    if len(numbered) < _ENOUGH or not all(find_score(node.text, bare=True) for node in numbered):
        return False
    return any(states_total(node.text, bare=True) or _HEADING.search(node.folded) for node in nodes)
