"""What is typed in appraisal."""
