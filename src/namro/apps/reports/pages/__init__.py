"""Pages of reports as finished text."""
