"""Pages of feedback: find, check, act, answer."""
