-- Ends computed anew, written at once; alerts about another end are closed (core/clocks/moving.py).
WITH given AS MATERIALIZED (
  SELECT one.id, g.* FROM jsonb_to_recordset(%(rows)s) AS g(
    ids bigint[], due_on date, due_at timestamptz, computed_from text,
    levels text[], level_times timestamptz[])
  CROSS JOIN LATERAL unnest(g.ids) AS one(id)
), closed AS (
  UPDATE core_clockalert SET closed_at = now()
  FROM given
  WHERE clock_id = given.id AND closed_at IS NULL
    AND core_clockalert.due_on IS DISTINCT FROM given.due_on
)
UPDATE core_clock
SET due_on = given.due_on, due_at = given.due_at, computed_from = given.computed_from,
    levels = given.levels, level_times = given.level_times,
    next_sweep_at = CASE WHEN given.due_at IS NOT NULL THEN
      (SELECT min(at) FROM unnest(given.level_times || given.due_at) AS at) END
FROM given
WHERE core_clock.id = given.id;
