"""Official papers of units: what stands above them, who signs, who gets them; the check of a Word file."""
