"""Criteria sets of the installation: editions, their pages, trying them out."""
