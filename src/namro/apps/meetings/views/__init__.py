"""Pages of meetings: find, check, act, answer."""
