"""Pages of a unit about its own appraisal: explanations, what changed, the criterion that explains itself."""
