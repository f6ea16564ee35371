"""What the pages of facts show, as finished text."""
