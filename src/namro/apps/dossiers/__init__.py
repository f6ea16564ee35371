"""One-stop dossiers: rows of the provincial systems, the daily board, what is open and what is lacking."""
