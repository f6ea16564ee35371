"""Pages of what is made of a sheet and what comes back of it: find, check, act, answer."""
