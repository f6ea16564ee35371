"""Whose address counts: the server's that does HTTPS says whom it saw, nobody else is believed."""

from __future__ import annotations

import pytest
from django.test import RequestFactory
from pytest_django import Settings

from namro.apps.people.requests import address_of


@pytest.mark.parametrize(
    ("forwarded", "found"),
    [
        ("203.0.113.7", "203.0.113.7"),
        ("1.1.1.1, 203.0.113.7", "203.0.113.7"),
        ("2001:db8::1", "2001:db8::1"),
        ("", "10.0.0.9"),
        ("x", "10.0.0.9"),
        ("203.0.113.7, unknown", "10.0.0.9"),
    ],
)
def test_the_address_behind_a_server_that_does_https(settings: Settings, forwarded: str, found: str) -> None:
    headers = {"X-Forwarded-For": forwarded} if forwarded else {}
    request = RequestFactory().get("/", REMOTE_ADDR="10.0.0.9", headers=headers)
    assert address_of(request) == "10.0.0.9"
    settings.SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    assert address_of(request) == found
