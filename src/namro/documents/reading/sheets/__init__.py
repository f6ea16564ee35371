"""Reading .xlsx: cells as they are printed, put into tables and paragraphs."""
