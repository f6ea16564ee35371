"""What pages of surveys say."""
