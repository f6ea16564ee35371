"""Pages of publication: find, check, act, answer."""
