"""Lists of units: what is known, what a file would change, the list of today."""
