"""The demo: invented documents, what the program finds in them, and a site filled with them."""
