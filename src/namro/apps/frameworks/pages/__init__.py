"""What the pages say, as finished text."""
