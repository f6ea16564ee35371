"""What is done to surveys: each act is one transaction and one line of the audit record."""
