"""Reading .pdf with a text layer: from characters and ruling lines on pages to paragraphs and tables."""
