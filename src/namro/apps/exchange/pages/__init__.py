"""What the pages say: typed contexts with finished text, ready for the templates."""

from namro.apps.exchange.pages.editing import Asked
from namro.apps.exchange.pages.history import history_page
from namro.apps.exchange.pages.imports import imports_page
from namro.apps.exchange.pages.jobs import job_page
from namro.apps.exchange.pages.reading import reading_page

__all__ = ["Asked", "history_page", "imports_page", "job_page", "reading_page"]
