"""Periodic reports of units: when they are owed, who contributes, what was sent, what the upper level makes of them."""
