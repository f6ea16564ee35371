"""Dossiers with steps, papers, letters, contested marks; files of them; procedures; what was asked about open ones."""

from namro.apps.dossiers.models.catalogue import Level, OnlineLevel, Posting, Procedure
from namro.apps.dossiers.models.checks import Answer, BookCount, OpenAnswer
from namro.apps.dossiers.models.contests import LateClass, LateContest
from namro.apps.dossiers.models.imports import DossierImport, DossierSource
from namro.apps.dossiers.models.letters import DossierLetter, LetterKind, LetterState
from namro.apps.dossiers.models.rows import Channel, Dossier, DossierPaper, DossierStep, Paper, State
from namro.apps.dossiers.models.staged import StagedDossier, StagedStep

__all__ = [
    "Answer",
    "BookCount",
    "Channel",
    "Dossier",
    "DossierImport",
    "DossierLetter",
    "DossierPaper",
    "DossierSource",
    "DossierStep",
    "LateClass",
    "LateContest",
    "LetterKind",
    "LetterState",
    "Level",
    "OnlineLevel",
    "OpenAnswer",
    "Paper",
    "Posting",
    "Procedure",
    "StagedDossier",
    "StagedStep",
    "State",
]
