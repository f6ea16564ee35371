"""Kept files: by their content, outside every public address."""
