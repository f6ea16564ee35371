"""`{% mark one chosen %}`: one cell of a row of marks. Hundreds stand on a page, most of them alike."""

from __future__ import annotations

from functools import lru_cache

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from namro.apps.appraisals.pages.marks import Mark
from namro.ui.templatetags.namro_ui import icon

register = template.Library()


@register.simple_tag
def mark(one: Mark, chosen: str | None = None) -> SafeString:
    """Return the shape and the word; ringed where its column is the `chosen` one."""
    return _drawn(one.column, one.icon, one.css, one.words, one.title, chosen == one.column)


@lru_cache(maxsize=512)
def _drawn(column: str, shape: str, css: str, words: str, title: str, ringed: bool) -> SafeString:
    return format_html(
        '<span class="mk {}{}" data-item="{}"{}>{}{}</span>',
        css,
        " cur" if ringed else "",
        column,
        format_html(' title="{}"', title) if title else "",
        icon(shape) if shape else "",
        words,
    )
