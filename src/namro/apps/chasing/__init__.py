"""Work that chases itself: the morning digest, the private calendar, the reminder letter, tasks from above."""
