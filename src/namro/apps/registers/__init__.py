"""Registers of units: rows kept as their definitions say, with proof, history, files in and out, and figures."""
