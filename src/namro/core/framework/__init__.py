"""Criteria sets as data: the tree, the closed set of rules, reading and checking a file, comparing two editions."""
