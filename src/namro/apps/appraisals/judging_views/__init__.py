"""Pages of the appraiser: find, check, act, answer."""
