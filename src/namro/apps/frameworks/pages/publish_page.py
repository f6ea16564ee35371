"""What a person sees before publishing: what it is, what it changes, that there is no way back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from namro.apps.frameworks.models import Edition
from namro.apps.frameworks.pages.comparison_page import summary
from namro.apps.frameworks.pages.edition_page import edition_name, status_words
from namro.apps.frameworks.pages.words import years
from namro.apps.frameworks.trees import tree_of
from namro.core.framework.compare import compare
from namro.core.framework.model import Framework
from namro.ui.formats import day, number


@dataclass(frozen=True, slots=True, kw_only=True)
class PublishPage:
    """The whole page; `earlier` is empty when no edition before this one is published."""

    address: tuple[str, str]
    title: str
    name: str
    uploaded: str
    years: str
    max: str
    leaves: int
    sha256: str
    earlier: str
    earlier_day: str
    changes: str


def publish_page(edition: Edition, tree: Framework, family: Sequence[Edition]) -> PublishPage:
    """Return the context."""
    before = next((one for one in family if one.is_published and one.edition < edition.edition), None)
    return PublishPage(
        address=(edition.framework, edition.edition.isoformat()),
        title=tree.title,
        name=edition_name(edition),
        uploaded=status_words(edition),
        years=years(tree.first_year, tree.last_year),
        max=number(tree.scale.max),
        leaves=len(tree.leaves),
        sha256=edition.sha256,
        earlier=day(before.edition) if before else "",
        earlier_day=before.edition.isoformat() if before else "",
        changes=summary(compare(tree_of(before), tree)) if before else "",
    )
