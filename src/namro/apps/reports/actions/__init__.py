"""What is done to reports: one transaction and one audit line each."""

from namro.apps.reports.actions.contributing import Conflict, ask_more, give, save_section, take_back
from namro.apps.reports.actions.moving import move, send, set_head
from namro.apps.reports.actions.naming import name_owners
from namro.apps.reports.actions.settling import settle, unsettle
from namro.apps.reports.actions.starting import start
from namro.apps.reports.actions.taking import note_merged, take_merged, take_report

__all__ = [
    "Conflict",
    "ask_more",
    "give",
    "move",
    "name_owners",
    "note_merged",
    "save_section",
    "send",
    "set_head",
    "settle",
    "start",
    "take_back",
    "take_merged",
    "take_report",
    "unsettle",
]
