"""Answers to requests: find, check, act, answer."""
