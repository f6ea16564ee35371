"""One piece of the invented dossiers as an Arrow table; it depends on the seed and its number alone."""

from __future__ import annotations

from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from namro.analytics.columns import COLUMNS
from namro.analytics.invented.lives import STATUSES, Bools, Lives, lives
from namro.analytics.invented.province import LAST, Floats, Ints, days, procedures, units
from namro.analytics.parquet_files import PLAIN

_DAY = 86400
SCHEMA = pa.schema([(column.name, PLAIN[column.kind]) for column in COLUMNS])
#: One row in three hundred is an earlier state of the dossier before it.
_REPEATED = 1 / 300


def piece(rows: int, seed: int, begin: int, end: int) -> pa.Table:
    """Return the rows from `begin` until before `end` of `rows` in all."""
    chance = np.random.default_rng([seed, 3, begin])
    owners, known = units(rows, seed), procedures(seed)
    starts = np.cumsum(owners.sizes) - owners.sizes
    place = np.arange(begin, end)
    unit = np.searchsorted(starts + owners.sizes, place, "right")
    count = len(place)
    accepted = _accepted(chance, (place - starts[unit] + chance.random(count)) / owners.sizes[unit])
    chosen = chance.choice(len(known.codes), count, p=known.shares)
    last = (LAST.toordinal() - 719163 + 1) * _DAY - 1
    life = lives(chance, accepted, chosen, owners.quality[unit], known=known, last=last)
    synced = _synced(chance, life)
    # An earlier state comes after the row it is a state of; it belongs to the same unit.
    source = np.arange(count)
    again = np.flatnonzero((chance.random(count) < _REPEATED) & (np.diff(unit, prepend=-1) == 0))
    source[again] -= 1
    happened = life.happened[source]
    synced = synced[source]
    synced[again] -= 3 * _DAY
    happened[again] &= life.at[source[again]] <= synced[again, None]
    answers = _answers(chance, life, owners.quality[unit])
    has_result = answers.pop("has_result")
    columns = {
        "code": _numbered(owners.codes, unit[source], place[source]),
        "unit": pa.DictionaryArray.from_arrays(pa.array(unit), pa.array(owners.codes)),
        "procedure": pa.DictionaryArray.from_arrays(pa.array(chosen[source]), pa.array(known.codes)),
        "submitted_at": _moments(life.at[source, 0]),
        "accepted_at": _moments(accepted[source]),
        "due_at": _moments(life.due[source], missing=chance.random(count)[source] < 0.03),
        "max_time": pa.array(known.amounts[chosen[source]].astype(np.float64)),
        "time_unit": pa.DictionaryArray.from_arrays(pa.array(chosen[source]), pa.array(list(map(str, known.units)))),
        "synced_at": _moments(synced),
        "events": _events(life.at[source], happened),
        **{name: pa.array(value[source]) for name, value in answers.items()},
        "result_url": _links(has_result[source]),
        "returns_document": pa.array(known.returns[chosen[source]]),
        "fee": pa.array(known.fees[chosen[source]], mask=chance.random(count) < 0.01),
    }
    return pa.table([pc.cast(columns[field.name], field.type) for field in SCHEMA], schema=SCHEMA)


def _accepted(chance: np.random.Generator, share: Floats) -> Ints:
    """In the order of their shares: seven in ten in the morning; online ones at any hour."""
    day, up_to = days()
    chosen = day[np.minimum(np.searchsorted(up_to, share), len(day) - 1)]
    draw = chance.random(len(share))
    morning = 450 + (chance.random(len(share)) * 240).astype(np.int64)
    afternoon = 810 + (chance.random(len(share)) * 210).astype(np.int64)
    evening = 1050 + (chance.random(len(share)) * 300).astype(np.int64)
    minute = np.where(draw < 0.66, morning, np.where(draw < 0.95, afternoon, evening))
    return np.asarray(chosen * _DAY + minute * 60, np.int64)


def _synced(chance: np.random.Generator, life: Lives) -> Ints:
    """Within the hour for most, after weeks for some: what is counted as late before that was not."""
    newest = np.where(life.happened, life.at, 0).max(axis=1)
    count = len(newest)
    slow = chance.random(count) < 0.05
    delay = np.where(slow, chance.exponential(12 * _DAY, count), chance.exponential(1200, count))
    return np.asarray(newest + delay.astype(np.int64) // 60 * 60, np.int64)


def _answers(chance: np.random.Generator, life: Lives, quality: Floats) -> dict[str, NDArray[Any]]:
    """The yes-or-no columns and what belongs to them; better units do better in all of them."""
    draw = chance.random((8, len(quality)))
    ended = life.happened[:, STATUSES.index("processed")]
    late = ended & (life.at[:, STATUSES.index("processed")] > life.due)
    result = ended & (draw[0] < quality)
    return {
        "channel": 1 + (draw[1] < 0.75).astype(np.int64) + (draw[1] > 0.985) * 2,
        "has_result": result,
        "digitised_component": draw[2] < quality * 0.8,
        "reused_component": draw[3] < 0.4,
        "personal_store": draw[4] < 0.15,
        "population_data": draw[5] < 0.6,
        "paid": np.where(draw[6] < 0.45, 1, np.where(draw[6] < 0.6, 2, 0)),
        "disliked": draw[7] < np.where(late, 0.01, 0.0005),
    }


def _links(there: Bools) -> pa.Array:
    """The address of the electronic result where there is one."""
    return pa.DictionaryArray.from_arrays(
        pa.array(np.zeros(len(there), np.int8), mask=~there), pa.array(["https://mau.example.vn/ket-qua.pdf"])
    )


def _numbered(codes: list[str], unit: Ints, place: Ints) -> pa.Array:
    owner = pa.DictionaryArray.from_arrays(pa.array(unit), pa.array(codes)).cast(pa.string())
    return pc.binary_join_element_wise(owner, pc.cast(pa.array(place), pa.string()), "-")


def _moments(seconds: Ints, missing: Bools | None = None) -> pa.Array:
    return pa.array(seconds.astype("datetime64[s]"), pa.timestamp("s"), mask=missing)


def _events(at: Ints, happened: Bools) -> pa.Array:
    offsets = np.concatenate([[0], np.cumsum(happened.sum(axis=1))]).astype(np.int32)
    slots = np.broadcast_to(np.arange(at.shape[1], dtype=np.int8), at.shape)[happened]
    status = pa.DictionaryArray.from_arrays(pa.array(slots), pa.array(STATUSES)).cast(pa.string())
    moments = _moments(at[happened]).cast(pa.timestamp("us"))
    return pa.ListArray.from_arrays(pa.array(offsets), pa.StructArray.from_arrays([status, moments], ["status", "at"]))
