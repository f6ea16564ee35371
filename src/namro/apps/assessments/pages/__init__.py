"""What the pages of results show, as finished text."""
