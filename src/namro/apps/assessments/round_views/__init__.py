"""Pages of rounds: find, check, act, answer."""
