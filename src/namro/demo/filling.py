"""The demo site's content: its people and the sample documents. Import it after Django is set up."""

from __future__ import annotations

from namro.apps.exchange.actions import import_file
from namro.apps.people.actions import DemoAccount, ensure_demo_accounts
from namro.apps.people.models import User
from namro.core.base.clock import Clock
from namro.demo.samples import ANNEX_PLAN, SHEET

#: Printed for everybody to see: the demo holds invented data only.
PASSWORD = "nam-ro-demo"  # noqa: S105


def fill_site(clock: Clock) -> tuple[DemoAccount, ...]:
    """Make what is missing of accounts and imported documents; return the accounts, all with PASSWORD."""
    accounts = ensure_demo_accounts(PASSWORD)
    coordinator = User.objects.get(username=accounts[0].username)
    for sample in (ANNEX_PLAN, SHEET):
        import_file(coordinator, sample, at=clock())
    return accounts
