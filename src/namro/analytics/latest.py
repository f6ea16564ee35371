"""The same code twice: the row that was synchronised last counts, the others are not there."""

from __future__ import annotations

import duckdb
import ibis
from ibis.expr.types import Table

from namro.analytics.columns import COLUMNS

#: Where a row stands in its files; only DuckDB's tables of given rows have it.
PLACE = "place"

#: Codes that are compared in one pass, so that fifty million of them need little memory.
_CODES_IN_A_PASS = 30_000_000
_ORDER = ("synced_at", "accepted_at", "due_at", "unit")


def latest(rows: Table) -> Table:
    """Return the query for each code's latest row; of those synchronised at one moment the one with later times."""
    order = [ibis.desc(rows[name], nulls_first=False) for name in _ORDER]
    numbered = rows.mutate(nth=ibis.row_number().over(ibis.window(group_by=rows.code, order_by=order)))
    return numbered.filter(numbered.nth == 0).drop("nth")


def keep_latest(connection: duckdb.DuckDBPyConnection, rows: str, kept: str) -> None:
    """Make the view `kept` of the latest rows of the table or view `rows`; the same order as `latest`.

    Few codes come twice: they are found by their hashes first, only their rows are put in order, and the places of
    those that are out of date are all that the view has to know.
    """
    total = connection.execute(f"SELECT count(*) FROM {rows}").fetchone()
    passes = (total[0] if total else 0) // _CODES_IN_A_PASS + 1
    connection.execute("CREATE OR REPLACE TEMP TABLE repeated (h UBIGINT)")
    for number in range(passes):
        chosen = f"WHERE hash(code) % {passes} = {number}" if passes > 1 else ""
        connection.execute(
            f"INSERT INTO repeated SELECT h FROM (SELECT hash(code) AS h FROM {rows} {chosen}) "
            "GROUP BY h HAVING count(*) > 1"
        )
    order = ", ".join(f"{name} DESC NULLS LAST" for name in (*_ORDER, PLACE))
    connection.execute(
        f"CREATE OR REPLACE TEMP TABLE outdated AS SELECT {PLACE} FROM ("
        f"SELECT {PLACE}, row_number() OVER (PARTITION BY code ORDER BY {order}) AS nth "
        f"FROM {rows} SEMI JOIN repeated ON hash(code) = h) WHERE nth > 1"
    )
    found = connection.execute("SELECT count(*) FROM outdated").fetchone()
    without = f"ANTI JOIN outdated USING ({PLACE})" if found and found[0] else ""
    names = ", ".join(column.name for column in COLUMNS)
    connection.execute(f"CREATE OR REPLACE TEMP VIEW {kept} AS SELECT {names} FROM {rows} {without}")
