"""Indicators: what is measured, from which figures, over which days, against which target; ratios as two sums."""
