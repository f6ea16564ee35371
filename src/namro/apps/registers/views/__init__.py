"""Views of registers, one module a page."""
