"""Thin Django apps: rows, forms, pages, permissions. Nothing here counts points."""
