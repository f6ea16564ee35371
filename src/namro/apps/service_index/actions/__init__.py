"""What people write of the service index."""
