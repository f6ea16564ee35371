"""What pages of dossiers say, as finished text."""
