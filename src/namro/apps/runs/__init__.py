"""Scheduled work: begun once however many schedulers there are, taken up again when it was cut off."""
