"""Pages of this app: find, check, act, answer."""
