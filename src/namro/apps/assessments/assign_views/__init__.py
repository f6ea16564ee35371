"""Pages of the year's assignment, of proof, and of going on with another edition: find, check, act, answer."""
