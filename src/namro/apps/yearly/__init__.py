"""A yearly sheet per person: what the year's work was, seen by the person first."""
