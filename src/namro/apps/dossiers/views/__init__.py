"""Views of dossiers: find, check, act, answer."""
