"""The service index (Decision 766): counts kept by unit and period, the portal's scores, pages from points to rows."""
