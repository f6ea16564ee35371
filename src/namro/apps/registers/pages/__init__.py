"""Pages of registers as typed contexts."""
