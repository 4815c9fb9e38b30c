-- Notes that a page said what our newest capture says: the visit, and the source unless a later visit
-- is known. Writes nothing where that capture is no longer the newest. Such a note may be lost in a
-- crash of the machine (the page is then visited once more), so nobody waits for the disk.
WITH quick AS (
  SELECT set_config('synchronous_commit', 'off', true) AS done
), locked AS (
  SELECT source.id FROM information_source AS source, quick
  WHERE source.id = %(source)s AND quick.done = 'off' FOR UPDATE OF source
), noted AS (
  INSERT INTO information_sourcecheck (source_id, at, outcome, detail, capture_id)
  SELECT locked.id, %(at)s, 'unchanged', '', %(capture)s FROM locked
  WHERE NOT EXISTS (
    SELECT FROM information_capture AS newer
    JOIN information_capture AS known ON known.id = %(capture)s
    WHERE newer.source_id = locked.id AND newer.fetched_at > known.fetched_at)
  RETURNING source_id
), seen AS (
  UPDATE information_source AS source
  SET state = 'unchanged', checked_at = %(at)s, first_not_seen_at = NULL,
      next_check_at = %(next)s, etag = %(etag)s, last_modified = %(last_modified)s
  FROM noted
  WHERE source.id = noted.source_id AND NOT EXISTS (
    SELECT FROM information_sourcecheck AS later
    WHERE later.source_id = noted.source_id AND later.at > %(at)s)
)
SELECT count(*) FROM noted
