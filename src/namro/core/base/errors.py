"""The product's own errors: what is wrong, where, and what to do next, in Vietnamese for people."""

from __future__ import annotations


class NamroError(Exception):
    """Any fault that is the input's, not the program's. The message is shown to people as it is."""

    def __init__(self, message: str, *, code: str = "error") -> None:
        super().__init__(message)
        self.message = message
        self.code = code


class UnreadableDocument(NamroError):
    """A file that cannot be read as a document: wrong type, damaged, encrypted, too large, secret, empty."""
