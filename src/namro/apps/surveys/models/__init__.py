"""What is kept of surveys: how they are set up, the codes that were given out, the answers as they came in."""

from namro.apps.surveys.models.answers import AccessCode, Channel, DossierLink, Submission, SubmissionsStay, WrongCode
from namro.apps.surveys.models.desk import Counter
from namro.apps.surveys.models.outcomes import FormDecision, Quote, SurveyResult
from namro.apps.surveys.models.published import Published, PublishedValue
from namro.apps.surveys.models.setup import Instrument, InstrumentStays, Survey, SurveyUnit

__all__ = [
    "AccessCode",
    "Channel",
    "Counter",
    "DossierLink",
    "FormDecision",
    "Instrument",
    "InstrumentStays",
    "Published",
    "PublishedValue",
    "Quote",
    "Submission",
    "SubmissionsStay",
    "Survey",
    "SurveyResult",
    "SurveyUnit",
    "WrongCode",
]
