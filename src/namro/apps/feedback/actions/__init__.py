"""What people do with feedback: one transaction and one line of the audit record each."""

from __future__ import annotations

from namro.apps.feedback.actions.concluding import conclude, say_about
from namro.apps.feedback.actions.entering import add_item, change_item
from namro.apps.feedback.actions.extending import ask_extension, decide_extension
from namro.apps.feedback.actions.moving import move
from namro.apps.feedback.actions.publishing import add_posting

__all__ = ["add_item", "add_posting", "ask_extension", "change_item", "conclude", "decide_extension", "move",
           "say_about"]  # fmt: skip
