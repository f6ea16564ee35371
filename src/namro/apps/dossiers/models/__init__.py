"""Dossiers with steps, papers, letters, contested marks; files of them; procedures; what was asked about open ones."""

from namro.apps.dossiers.models.catalogue import Level, OnlineLevel, Posting, Procedure
from namro.apps.dossiers.models.checks import Answer, BookCount, OpenAnswer
from namro.apps.dossiers.models.contests import LateClass, LateContest
from namro.apps.dossiers.models.imports import DossierImport, DossierSource
from namro.apps.dossiers.models.letters import DossierLetter, LetterKind, LetterState
from namro.apps.dossiers.models.own_book import OwnBook
from namro.apps.dossiers.models.personal import Personal, PersonalField, PersonalValue, StagedPersonal
from namro.apps.dossiers.models.reviews import Aim, ProcedureReview, SampleDossier, Verdict
from namro.apps.dossiers.models.rows import Channel, Dossier, DossierPaper, DossierStep, Paper, State
from namro.apps.dossiers.models.staged import StagedDossier, StagedStep

__all__ = [
    "Aim",
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
    "OwnBook",
    "Paper",
    "Personal",
    "PersonalField",
    "PersonalValue",
    "Posting",
    "Procedure",
    "ProcedureReview",
    "SampleDossier",
    "StagedDossier",
    "StagedPersonal",
    "StagedStep",
    "State",
    "Verdict",
]
