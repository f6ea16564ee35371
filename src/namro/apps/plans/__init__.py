"""Plans with their tasks, who owes them, and how the work goes until it is accepted."""
