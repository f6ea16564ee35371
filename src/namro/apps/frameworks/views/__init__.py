"""Find, check, act, answer."""
