"""Pages of papers: find, check, act, answer."""
