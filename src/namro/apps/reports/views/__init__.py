"""Answers to requests about reports."""
