"""Surveys: instruments, samples and desk evaluation, codes, answers as they came in."""
