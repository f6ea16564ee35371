"""Documents coming in and going out: upload, what was read, the drafted plan as a file."""
