"""What tests of corrections send and ask: a form, a button, the reading as it is now."""

from __future__ import annotations

from django.test import Client

from namro.apps.exchange.corrected import Corrected, corrected_document
from namro.apps.exchange.models import ImportedDocument
from tests.apps.conftest import Answer


def address(document: ImportedDocument, page: str = "") -> str:
    return f"/nhap-van-ban/{document.code}{page}"


def fill(client: Client, document: ImportedDocument, key: str, version: int = 0, **fields: str) -> Answer:
    posted = {"muc": key, "version": version, "tai": "m1", **{f"f-{name}": text for name, text in fields.items()}}
    return client.post(address(document, "/sua"), posted)


def press(client: Client, document: ImportedDocument, act: str, version: int = 0) -> Answer:
    return client.post(address(document, "/xu-ly"), {"viec": act, "version": version}, follow=True)


def now(document: ImportedDocument) -> Corrected:
    return corrected_document(ImportedDocument.objects.get(pk=document.pk))
