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


def unopened(path: object, error: OSError) -> NamroError:
    """Return what to say when a file cannot be opened to be read, in Vietnamese whatever the machine's language."""
    reasons = {
        FileNotFoundError: "không có tệp này",
        IsADirectoryError: "đây là thư mục",
        PermissionError: "không có quyền đọc",
    }
    reason = reasons.get(type(error), "ổ đĩa hoặc tên tệp có lỗi")
    return NamroError(f"Không đọc được tệp “{path}”: {reason}. Kiểm tra lại đường dẫn.", code="no_file")
