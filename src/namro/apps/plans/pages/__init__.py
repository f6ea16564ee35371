"""What the pages say: typed contexts with finished text, ready for the templates."""
