"""Questions to the database about people and the organisation."""
