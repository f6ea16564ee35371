"""Pages of the service index."""
