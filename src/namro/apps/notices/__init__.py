"""What people are told: notices on the site, and the same by mail."""
