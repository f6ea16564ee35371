"""What is kept of surveys: how they are set up, the codes that were given out, the answers as they came in."""

from namro.apps.surveys.models.answers import AccessCode, Channel, DossierLink, Submission, SubmissionsStay, WrongCode
from namro.apps.surveys.models.desk import Counter
from namro.apps.surveys.models.fieldwork import Quota, Recheck, RecheckRow, Typing, Visit
from namro.apps.surveys.models.outcomes import FormDecision, Quote, SurveyResult
from namro.apps.surveys.models.published import Published, PublishedValue
from namro.apps.surveys.models.sampling import Draw, DrawCell, Frame, FrameContact, FrameUpload, SampleRow
from namro.apps.surveys.models.setup import Instrument, InstrumentStays, Survey, SurveyUnit

__all__ = [
    "AccessCode",
    "Channel",
    "Counter",
    "DossierLink",
    "Draw",
    "DrawCell",
    "FormDecision",
    "Frame",
    "FrameContact",
    "FrameUpload",
    "Instrument",
    "InstrumentStays",
    "Published",
    "PublishedValue",
    "Quota",
    "Quote",
    "Recheck",
    "RecheckRow",
    "SampleRow",
    "Submission",
    "SubmissionsStay",
    "Survey",
    "SurveyResult",
    "SurveyUnit",
    "Typing",
    "Visit",
    "WrongCode",
]
