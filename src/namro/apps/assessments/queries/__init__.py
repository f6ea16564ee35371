"""Reads of results, rounds and sheets; the number of queries does not grow with the number of rows."""
