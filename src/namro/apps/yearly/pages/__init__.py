"""What pages of this app show."""
