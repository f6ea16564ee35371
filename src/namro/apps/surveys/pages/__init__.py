"""What the pages of surveys show, typed."""
