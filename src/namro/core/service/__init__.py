"""The service index of Decision 766, and the clock of dossiers: what is due, what is late, and whose step it was."""
