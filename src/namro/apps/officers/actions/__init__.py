"""What is done to the evaluation of a month, and who a name of the provincial system is."""

from namro.apps.officers.actions.evaluating import Conflict, Said, act
from namro.apps.officers.actions.naming import say_who

__all__ = ["Conflict", "Said", "act", "say_who"]
