"""`{% icon "check" %}`: an icon of the sprite, silent to screen readers since a word always stands beside it."""

from __future__ import annotations

from collections.abc import Mapping

from django import template
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString

register = template.Library()


@register.filter
def get_item(values: Mapping[str, str], name: str) -> str:
    """Return what was typed under a field's name; "" when nothing was."""
    return values.get(name, "")


@register.simple_tag
def icon(name: str) -> SafeString:
    """Return the SVG element that shows the sprite's symbol `name`."""
    sprite = static("namro/vendor/tabler/icons.svg")
    return format_html('<svg class="i" aria-hidden="true"><use href="{}#{}"/></svg>', sprite, name)
