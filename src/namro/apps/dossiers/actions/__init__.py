"""What people do: each act one transaction with one line of the audit record."""
