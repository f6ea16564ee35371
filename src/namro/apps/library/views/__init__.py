"""Views of evidence: find, check, act, answer."""
