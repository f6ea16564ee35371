"""Facts: one table that every producer writes and that scoring reads."""
