"""Feedback of citizens received elsewhere, followed until its answer is public."""
