"""Appraisal, explanation, the council, the decision and its publication."""
