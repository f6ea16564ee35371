"""What the pages of the service index show."""
