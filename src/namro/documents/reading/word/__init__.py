"""Reading .docx: WordprocessingML as its reader sees it, with automatic numbers and without deleted text."""
