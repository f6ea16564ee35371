"""Năm Rõ: administrative reform scores read, explained, planned for and followed up."""

__version__ = "0.1.0"
