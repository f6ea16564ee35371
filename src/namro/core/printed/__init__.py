"""What a document says, as typed values: the result of reading, before anything is computed."""

from namro.core.printed.blank import is_blank
from namro.core.printed.items import (
    Anomaly,
    Criterion,
    Deduction,
    Finding,
    Header,
    IndexResult,
    LegalBasis,
    Place,
    Question,
    Reading,
    Section,
    Signer,
    Target,
    Task,
)

__all__ = [
    "Anomaly",
    "Criterion",
    "Deduction",
    "Finding",
    "Header",
    "IndexResult",
    "LegalBasis",
    "Place",
    "Question",
    "Reading",
    "Section",
    "Signer",
    "Target",
    "Task",
    "is_blank",
]
