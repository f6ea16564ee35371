"""What people type about their account and the organisation."""
