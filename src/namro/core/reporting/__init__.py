"""Periodic reports: their types as dated data, the days on which they are owed, their content, its merging."""
