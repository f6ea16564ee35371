"""Surveys: instruments as data, answers of a sample, estimates with their design-based error."""
