"""Rows for the comparison with R: invented answers of designs that have everything that can go wrong in them."""

from __future__ import annotations

import csv
import random
from pathlib import Path

HERE = Path(__file__).parent


def rows(seed: int, strata: dict[str, tuple[int, int]], *, weight_zero: bool) -> list[dict[str, object]]:
    """Rows of strata of (PSUs in the sample, PSUs in the population); villages do not stop at the unit's border."""
    luck, found = random.Random(seed), []
    for stratum, (psus, population) in strata.items():
        for psu in range(psus):
            base = luck.uniform(2.5, 4.5)
            for _person in range(luck.randint(1, 9)):
                row: dict[str, object] = {
                    "unit": luck.choice(["A", "A", "B", "C"]) if stratum != "s3" else "C",
                    "stratum": stratum,
                    "psu": f"v{psu}",
                    "weight": round(luck.uniform(0.5, 8), 3),
                    "fpc": population,
                }
                if weight_zero and luck.random() < 0.08:
                    row["weight"] = 0
                for item in ("q1", "q2", "q3"):
                    answer = min(5, max(1, round(luck.gauss(base, 1))))
                    row[item] = luck.choice(["", 9, answer, answer, answer, answer, answer])
                found.append(row)
    return found


def write(name: str, found: list[dict[str, object]], drop: tuple[str, ...] = ()) -> None:
    """Write a file without some columns."""
    kept = [{key: value for key, value in row.items() if key not in drop} for row in found]
    with (HERE / f"{name}.csv").open("w", newline="", encoding="utf-8") as stream:
        writer = csv.DictWriter(stream, list(kept[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(kept)


if __name__ == "__main__":
    write("stratified", rows(1, {"s1": (9, 40), "s2": (12, 25), "s3": (6, 60)}, weight_zero=True))
    lonely = rows(2, {"s1": (8, 30), "s2": (1, 12), "s3": (5, 5)}, weight_zero=True)
    lonely += [{**lonely[0], "unit": "D", "q1": 4, "q2": "", "q3": 9, "weight": 2}]
    write("lonely", lonely)
    write("plain", rows(3, {"s1": (12, 30)}, weight_zero=False), drop=("stratum", "psu", "weight", "fpc"))
