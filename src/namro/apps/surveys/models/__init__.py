"""What is kept of surveys: how they are set up, the codes that were given out, the answers as they came in."""

from namro.apps.surveys.models.answers import AccessCode, Channel, DossierLink, Submission, SubmissionsStay, WrongCode
from namro.apps.surveys.models.desk import Counter
from namro.apps.surveys.models.published import Published, PublishedValue
from namro.apps.surveys.models.setup import Instrument, InstrumentStays, Survey, SurveyUnit

__all__ = [
    "AccessCode",
    "Channel",
    "Counter",
    "DossierLink",
    "Instrument",
    "InstrumentStays",
    "Published",
    "PublishedValue",
    "Submission",
    "SubmissionsStay",
    "Survey",
    "SurveyUnit",
    "WrongCode",
]
