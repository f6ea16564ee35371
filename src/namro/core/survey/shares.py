"""Shares of those who chose each option of a question, with the same errors as every other estimate."""

from __future__ import annotations

import numpy as np

from namro.core.survey.answers import Sample
from namro.core.survey.estimating import Estimates, estimate_scores
from namro.core.survey.questions import Question

#: What an option's column holds where the question was answered.
NOT_CHOSEN, CHOSEN = 1, 2
_SCORES = np.array([0.0, 0.0, 100.0])


def option_column(question: str, option: str) -> str:
    """Return the name of an option's column in a sample; no code of an item has a slash."""
    return f"{question}/{option}"


def shares(question: Question, sample: Sample, *, by_unit: bool = False, level: float = 0.95) -> Estimates:
    """Estimate, of those who answered the question, the share in percent that chose each option; nodes are
    `option_column`s in the order of the options, without those that say nothing.

    Of one choice the shares add up to 100, of several to more. Raises NamroError as `estimate` does.
    """
    columns = [
        option_column(question.code, option.code)
        for option in question.options
        if option.code not in question.no_answer
    ]
    return estimate_scores(columns, _SCORES, sample, by_unit=by_unit, level=level)
