"""What is done to sheets and rounds: each act is one transaction and one line of the audit record."""
