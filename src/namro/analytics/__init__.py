"""Dossiers by the million: their files, indicators counted once for every engine, monthly roll-ups.

Runs without Django. Needs the extra `analytics`; Spark needs the extra `spark` and Java, too.
"""
