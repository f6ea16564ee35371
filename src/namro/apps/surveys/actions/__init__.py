"""What people do with surveys: one transaction and one line of the audit record each."""
