"""Recognising sheets, findings, tasks and targets in the neutral document model."""

from __future__ import annotations

from namro.documents.recognition.assemble import recognise

__all__ = ["recognise"]
