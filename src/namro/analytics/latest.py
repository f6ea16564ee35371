"""The same code twice: the row that was synchronised last counts, the others are not there."""

from __future__ import annotations

import duckdb
import ibis
from ibis.expr.types import Table

from namro.analytics.columns import COLUMNS, SCHEMA

#: Codes that are compared in one pass, so that fifty million of them need little memory.
_CODES_IN_A_PASS = 15_000_000


def latest(rows: Table) -> Table:
    """Return the query for each code's latest row; of those synchronised at one moment the one with later times."""
    order = [ibis.desc(rows[name], nulls_first=False) for name in ("synced_at", "accepted_at", "due_at", "unit")]
    numbered = rows.mutate(place=ibis.row_number().over(ibis.window(group_by=rows.code, order_by=order)))
    return numbered.filter(numbered.place == 0).drop("place")


def keep_latest(connection: duckdb.DuckDBPyConnection, rows: str, kept: str) -> None:
    """Make the view `kept` of the latest rows of the table or view `rows`.

    Few codes come twice: they are found by their hashes first, and only their rows are put in order.
    """
    total = connection.execute(f"SELECT count(*) FROM {rows}").fetchone()
    passes = (total[0] if total else 0) // _CODES_IN_A_PASS + 1
    connection.execute("CREATE OR REPLACE TEMP TABLE repeated (h UBIGINT)")
    for number in range(passes):
        connection.execute(
            "INSERT INTO repeated SELECT h FROM "
            f"(SELECT hash(code) AS h FROM {rows} WHERE hash(code) % {passes} = {number}) "
            "GROUP BY h HAVING count(*) > 1"
        )
    found = connection.execute("SELECT count(*) FROM repeated").fetchone()
    if not found or not found[0]:
        connection.execute(f"CREATE OR REPLACE TEMP VIEW {kept} AS SELECT * FROM {rows}")
        return
    connection.execute(
        f"CREATE OR REPLACE TEMP VIEW {rows}_repeated AS SELECT * FROM {rows} SEMI JOIN repeated ON hash(code) = h"
    )
    one_each = ibis.to_sql(latest(ibis.table(SCHEMA, name=f"{rows}_repeated")), dialect="duckdb")
    connection.execute(f"CREATE OR REPLACE TEMP TABLE {rows}_latest AS {one_each}")
    names = ", ".join(column.name for column in COLUMNS)
    connection.execute(
        f"CREATE OR REPLACE TEMP VIEW {kept} AS SELECT {names} FROM {rows} ANTI JOIN repeated ON hash(code) = h "
        f"UNION ALL SELECT {names} FROM {rows}_latest"
    )
