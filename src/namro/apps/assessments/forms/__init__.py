"""What is typed about rounds and results."""
