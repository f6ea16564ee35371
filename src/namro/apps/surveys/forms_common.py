"""What several pages of fieldwork share: an upload on its way, answers typed by question."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from django.core.files.uploadedfile import UploadedFile
from django.http import QueryDict

from namro.apps.surveys.filling import Filled, filled
from namro.core.survey.model import Instrument


def keep_upload(file: UploadedFile, room: Path) -> Path:
    """Write an upload into a folder; its ending is the only thing taken from its name."""
    path = room / f"tep{Path(file.name or '').suffix.lower()[:6]}"
    with path.open("wb") as copy:
        for chunk in file.chunks():
            copy.write(chunk)
    return path


def typed_in(sent: QueryDict, made: Instrument) -> tuple[Mapping[str, str], Filled]:
    """Return what was typed by question, and the same checked against the questionnaire."""
    texts = {one.question.code: sent.get(one.question.code, "")[:4000].strip() for one in made.asked()}
    return texts, filled(made, texts)
