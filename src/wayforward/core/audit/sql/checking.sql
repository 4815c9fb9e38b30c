-- What anybody at work may ask of the whole log: numbers and hashes, never what an event says.

-- How far each chain has come. Chains are found by leaping along the index, so that this costs the
-- same however long they are.
CREATE FUNCTION core_chain_heads()
RETURNS TABLE (chain text, party bigint, sequence bigint, hash text)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
#variable_conflict use_column
DECLARE
  seen text := core_see_whole_log('on');
BEGIN
  RETURN QUERY
  WITH RECURSIVE one AS (
    (SELECT link.chain FROM core_eventlink AS link ORDER BY link.chain LIMIT 1)
    UNION ALL
    SELECT (SELECT link.chain FROM core_eventlink AS link WHERE link.chain > one.chain
            ORDER BY link.chain LIMIT 1)
    FROM one WHERE one.chain IS NOT NULL
  )
  SELECT one.chain::text, last.party_id, last.sequence, last.hash::text
  FROM one CROSS JOIN LATERAL (
    SELECT link.party_id, link.sequence, link.hash FROM core_eventlink AS link
    WHERE link.chain = one.chain ORDER BY link.sequence DESC LIMIT 1
  ) AS last
  ORDER BY one.chain COLLATE "C";
  PERFORM core_see_whole_log(seen);
END $$;

-- The states of rows that were written in a stretch of time, by their number.
CREATE FUNCTION core_state_hashes(since timestamptz, until timestamptz)
RETURNS TABLE (id bigint, hash text)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
#variable_conflict use_column
DECLARE
  seen text := core_see_whole_log('on');
BEGIN
  RETURN QUERY
  SELECT one.id, core_line_hash(core_state_line(one)) FROM core_rowhistory AS one
  WHERE one.at >= since AND one.at < until ORDER BY one.id;
  PERFORM core_see_whole_log(seen);
END $$;

-- The first day on which anything was kept.
CREATE FUNCTION core_log_begins() RETURNS SETOF timestamptz
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
#variable_conflict use_column
DECLARE
  seen text := core_see_whole_log('on');
BEGIN
  RETURN QUERY
  SELECT least((SELECT min(at) FROM core_event), (SELECT min(at) FROM core_rowhistory));
  PERFORM core_see_whole_log(seen);
END $$;

-- Where a chain breaks after a number that is known to be good (0 for the whole of it): the first
-- fault, or no row. docs/decisions/audit.md says what each word means.
CREATE FUNCTION core_chain_fault(own text, good bigint, good_hash text)
RETURNS TABLE (at_sequence bigint, at_event bigint, what text)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
#variable_conflict use_column
DECLARE
  seen text := core_see_whole_log('on');
BEGIN
  RETURN QUERY
  WITH linked AS (
    SELECT link.sequence, link.event_id, link.previous, link.hash, event.id AS present,
      lag(link.sequence, 1, good) OVER along AS sequence_before,
      lag(link.hash, 1, good_hash) OVER along AS hash_before,
      core_chain_of(event.stream, event.party_id) AS chain,
      core_line_hash(core_event_line(event, link.sequence, link.previous)) AS made
    FROM core_eventlink AS link LEFT JOIN core_event AS event ON event.id = link.event_id
    WHERE link.chain = own AND link.sequence > good
    WINDOW along AS (ORDER BY link.sequence)
  )
  SELECT CASE WHEN sequence > sequence_before + 1 THEN sequence_before + 1 ELSE sequence END,
    CASE WHEN sequence <= sequence_before + 1 THEN event_id END,
    CASE
      WHEN sequence > sequence_before + 1 OR present IS NULL THEN 'missing'
      WHEN previous <> hash_before THEN 'out_of_order'
      ELSE 'altered'
    END
  FROM linked
  WHERE sequence <> sequence_before + 1 OR present IS NULL OR previous <> hash_before
    OR made <> hash OR chain <> own
  ORDER BY sequence LIMIT 1;
  PERFORM core_see_whole_log(seen);
END $$;

-- The first event, by number, that stands in no chain.
CREATE FUNCTION core_unchained_event() RETURNS TABLE (chain text, event bigint)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
#variable_conflict use_column
DECLARE
  seen text := core_see_whole_log('on');
BEGIN
  RETURN QUERY
  SELECT core_chain_of(event.stream, event.party_id), event.id FROM core_event AS event
  WHERE NOT EXISTS (SELECT FROM core_eventlink AS link WHERE link.event_id = event.id)
  ORDER BY event.id LIMIT 1;
  PERFORM core_see_whole_log(seen);
END $$;

-- How many events the last head holds, how many came after it, and when the first of these did.
CREATE FUNCTION core_log_waiting() RETURNS TABLE (signed bigint, waiting bigint, since timestamptz)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
#variable_conflict use_column
DECLARE
  seen text := core_see_whole_log('on');
BEGIN
  RETURN QUERY
  WITH mark AS (
    SELECT one.chain, one.sequence
    FROM (SELECT heads FROM core_loghead ORDER BY id DESC LIMIT 1) AS head,
      jsonb_to_recordset(head.heads) AS one (chain text, sequence bigint)
  ), grown AS (
    SELECT last.chain, last.sequence, coalesce(mark.sequence, 0) AS held
    FROM core_chain_heads() AS last LEFT JOIN mark ON mark.chain = last.chain
  )
  SELECT coalesce(sum(least(grown.held, grown.sequence)), 0)::bigint,
    coalesce(sum(greatest(grown.sequence - grown.held, 0)), 0)::bigint, min(event.at)
  FROM grown
  LEFT JOIN core_eventlink AS link ON link.chain = grown.chain AND link.sequence = grown.held + 1
  LEFT JOIN core_event AS event ON event.id = link.event_id;
  PERFORM core_see_whole_log(seen);
END $$;
