"""All metrics by unit as somebody would write them in DuckDB's own SQL, without our code: what the bench compares with.

Like every right answer it takes each code once. Appointments that no row gives come from the same table as ours: they
follow from the calendar. Pauses are paired by their order, which holds for invented dossiers.
"""

from __future__ import annotations

from namro.analytics.metrics import CODES

#: Column of the numerator and of the denominator of each metric in the answer.
PLACES = dict(
    zip(
        CODES,
        ((2, 1), (3, 1), (4, 5), (6, 1), (7, 1), (8, 1), (9, 1), (10, 11), (12, 1), (13, 1), (14, 1)),
        strict=True,
    )
)

#: `{files}` is the glob of the files, `{appointments}` a file; `{first}` and `{last}` are the days of the period,
#: `{after}` is the day after it.
PLAIN = """
WITH rows AS (
  SELECT unit, accepted_at, due_at, max_time, time_unit, channel, returns_document, result_url, digitised_component,
    reused_component, personal_store, population_data, fee, paid, disliked, events
  FROM read_parquet('{files}')
  WHERE accepted_at < TIMESTAMP '{after}'
  QUALIFY row_number() OVER (PARTITION BY code ORDER BY synced_at DESC) = 1
), due AS (
  SELECT rows.*, coalesce(due_at, make_timestamp(computed_due_s * 1000000)) AS appointment
  FROM rows LEFT JOIN read_parquet('{appointments}') AS counted
  ON due_at IS NULL AND counted.max_time = rows.max_time AND counted.time_unit = rows.time_unit AND accepted_key =
    CASE WHEN rows.time_unit = 'hour' THEN epoch(accepted_at) ELSE epoch(date_trunc('day', accepted_at)) END
), moments AS (
  SELECT *,
    coalesce(
      list_min([e.at FOR e IN events IF e.status = 'processed' AND e.at < TIMESTAMP '{after}']),
      list_min([e.at FOR e IN events IF e.status = 'returned' AND e.at < TIMESTAMP '{after}']),
      list_min([e.at FOR e IN events IF e.status IN ('stopped', 'refused', 'withdrawn') AND e.at < TIMESTAMP '{after}'])
    ) AS ended,
    [e FOR e IN events IF e.at >= accepted_at AND e.at < TIMESTAMP '{after}'
      AND e.status IN ('supplement_requested', 'supplement_done', 'paused', 'resumed')] AS waits
  FROM due
), asked AS (
  SELECT *,
    len([e FOR e IN waits IF e.status = 'supplement_requested']) AS requests,
    list_min([e.at FOR e IN waits IF e.status = 'supplement_requested']) AS requested
  FROM moments WHERE ended IS NULL OR ended >= TIMESTAMP '{first}'
), answered AS (
  SELECT *, list_min([e.at FOR e IN waits IF e.status = 'supplement_done' AND e.at >= requested]) AS done,
    list_sort([e.at FOR e IN waits IF e.status = 'paused']) AS stops,
    list_sort([e.at FOR e IN waits IF e.status = 'resumed']) AS starts
  FROM asked
), clocks AS (
  SELECT *,
    coalesce(ended, least(TIMESTAMP '{last} 23:59:59', CASE WHEN done IS NULL THEN requested END))
      - coalesce(done - requested, INTERVAL 0 SECOND) AS clock,
    coalesce(ended, least(TIMESTAMP '{last} 23:59:59', CASE WHEN done IS NULL THEN requested END,
      CASE WHEN len(stops) > len(starts) THEN stops[-1] END))
      - coalesce(done - requested, INTERVAL 0 SECOND)
      - CASE WHEN len(starts) > 0 AND len(stops) > 0
          THEN to_seconds(list_sum(list_transform(list_zip(stops, starts, true), lambda p: epoch(p[2]) - epoch(p[1]))))
          ELSE INTERVAL 0 SECOND END AS clock_less_pauses
  FROM answered
), judged AS (
  SELECT *, coalesce(requests <= 1 AND clock <= appointment, false) AS on_time,
    coalesce(requests <= 1 AND clock_less_pauses <= appointment, false) AS on_time_less_pauses,
    coalesce(result_url, '') <> '' AS has_result
  FROM clocks
)
SELECT unit, count(*) AS dossiers,
  count(*) FILTER (on_time), count(*) FILTER (on_time_less_pauses),
  count(*) FILTER (has_result AND returns_document), count(*) FILTER (returns_document),
  count(*) FILTER (has_result AND digitised_component), count(*) FILTER (reused_component),
  count(*) FILTER (personal_store), count(*) FILTER (population_data),
  count(*) FILTER (paid IN (1, 2) AND fee > 0), count(*) FILTER (fee > 0),
  count(*) FILTER (on_time) - count(*) FILTER (disliked), count(*) FILTER (channel = 2), count(*) FILTER (requests > 1)
FROM judged GROUP BY unit
"""
