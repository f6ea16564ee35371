"""Django's registration of this app."""

from __future__ import annotations

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DossiersConfig(AppConfig):
    """One-stop dossiers."""

    name = "namro.apps.dossiers"
    label = "dossiers"

    def ready(self) -> None:
        """Say whose files the store keeps, what notices this app tells, what evidence shows whose lateness."""
        from namro.apps.dossiers.kept import DossiersKeep
        from namro.apps.dossiers.models import DossierImport
        from namro.apps.dossiers.nightly import KIND
        from namro.apps.dossiers.procedures_kept import ProceduresKeep
        from namro.apps.library.attachments import attach_also
        from namro.apps.library.orphans import uses_files
        from namro.apps.notices.kinds import Kind, register_kind

        uses_files(DossierImport, "bad_sha256")
        register_kind(Kind(KIND, _("Hồ sơ một cửa: thư đã lập chờ gửi")))
        attach_also(DossiersKeep())
        attach_also(ProceduresKeep())
