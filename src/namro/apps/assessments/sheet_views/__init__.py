"""Pages of sheets: find, check, act, answer."""
