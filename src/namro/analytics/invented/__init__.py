"""Dossiers of units that do not exist, for trying out and for measuring: a fixed seed gives fixed bytes."""

from namro.analytics.invented.writing import SEED, write_dossiers

__all__ = ["SEED", "write_dossiers"]
