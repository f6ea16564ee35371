"""A story told by date: pages are asked on its days, and read as people read them."""

from __future__ import annotations

import re
from datetime import datetime
from html import unescape
from types import SimpleNamespace

import pytest
from django.test import Client

from namro.core.base.clock import VIETNAM
from tests.apps.conftest import Answer


class Story:
    """Its present moment is what every page of the site takes for now."""

    def __init__(self, patch: pytest.MonkeyPatch, now: datetime) -> None:
        self.now = now
        # Under the clock itself: a module that is first imported meanwhile must not keep a stopped clock.
        patch.setattr("namro.core.base.clock.datetime", SimpleNamespace(now=lambda _zone: self.now))

    def on(self, day: int, month: int, hour: int, minute: int = 0) -> None:
        """Go to a moment of the story's year."""
        self.now = datetime(self.now.year, month, day, hour, minute, tzinfo=VIETNAM)


def read(client: Client, page: str) -> str:
    """Return the words of a page, tags and breaks taken out."""
    answer = client.get(page)
    assert answer.status_code == 200
    return words(answer)


def words(answer: Answer) -> str:
    """Return what an answer says."""
    bare = re.sub(r"<(style|script|svg)\b.*?</\1>|<[^>]+>", " ", answer.content.decode(), flags=re.DOTALL)
    return " ".join(unescape(bare).split()).replace(" ;", ";")
