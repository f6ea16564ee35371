"""Files of dossiers: found columns, rows one after the other, moments, checked rows."""
