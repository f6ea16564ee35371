"""Facts in, points out: one unit with its reasons, all units on arrays, totals, bands and ranks."""
