"""Pages of facts: find, check, act, answer."""
