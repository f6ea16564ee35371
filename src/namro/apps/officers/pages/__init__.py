"""What pages of monthly evaluations show."""
