"""Meetings: agenda, minutes, conclusions that become tasks, and how the last meeting's tasks stand."""
