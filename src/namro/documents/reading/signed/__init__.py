"""Digital signatures of PDF files, looked at in the child process only."""
