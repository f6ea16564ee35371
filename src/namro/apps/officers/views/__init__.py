"""Views of monthly evaluations: find, check, act, answer."""
