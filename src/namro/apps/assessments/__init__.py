"""Computed results: facts in, points out, kept up to date in the background."""
