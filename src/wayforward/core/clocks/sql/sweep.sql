-- One step of a sweep over one party's clocks that are due to be looked at (core/clocks/sweeping.py).
-- The level that was reached becomes an alert, once for each end of a clock, the highest where several
-- were passed unseen; what ran out expires; each clock is told when to be looked at next. Done twice
-- it changes nothing.
WITH kinds AS MATERIALIZED (
  SELECT * FROM jsonb_to_recordset(%(kinds)s) AS k(kind text, level text, tell text[])
), tacit AS MATERIALIZED (
  SELECT * FROM jsonb_to_recordset(%(tacit)s) AS t(kind text, effect text, since date, until date)
), due AS MATERIALIZED (
  SELECT id, kind, levels, level_times, due_at, due_on, state, triggered_on
  FROM core_clock
  WHERE party_id = %(party)s AND next_sweep_at <= %(now)s
  ORDER BY next_sweep_at
  LIMIT %(most)s
  FOR UPDATE
), reached AS (
  INSERT INTO core_clockalert (party_id, clock_id, level, reached_at, due_on, tell)
  SELECT DISTINCT ON (due.id)
    %(party)s, due.id, one.level, one.at, due.due_on, coalesce(kinds.tell, '{}')
  FROM due
  CROSS JOIN LATERAL unnest(due.levels, due.level_times) AS one(level, at)
  LEFT JOIN kinds ON kinds.kind = due.kind AND kinds.level = one.level
  WHERE one.at <= %(now)s
  ORDER BY due.id, one.at DESC
  -- An end that is what it was once more (resumed on the day, taken up again) alerts once more.
  ON CONFLICT (clock_id, level, due_on) DO UPDATE SET closed_at = NULL
    WHERE core_clockalert.closed_at IS NOT NULL
  RETURNING 1
), moved AS (
  UPDATE core_clock
  SET state = CASE WHEN due.state = 'running' AND due.due_at <= %(now)s
                   THEN 'expired' ELSE due.state END,
      tacit = CASE WHEN due.state = 'running' AND due.due_at <= %(now)s
                   THEN coalesce((SELECT effect FROM tacit WHERE tacit.kind = due.kind
                                   AND due.triggered_on BETWEEN since AND until), '')
                   ELSE core_clock.tacit END,
      next_sweep_at = (SELECT min(at) FROM unnest(due.level_times || due.due_at) AS at
                       WHERE at > %(now)s)
  FROM due
  WHERE core_clock.id = due.id
  RETURNING core_clock.reference, core_clock.tacit, due.due_on, core_clock.state <> due.state AS expired
)
SELECT count(*), (SELECT count(*) FROM reached),
       coalesce(array_agg(reference || ' ' || due_on || ' ' || tacit) FILTER (WHERE expired), '{}')
FROM moved;
