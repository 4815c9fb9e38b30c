-- What a visit has to know of a source, in one round trip: where, what to ask with, what we have.
SELECT source.id, source.url, source.language, source.etag, source.last_modified,
       source.check_interval_days,
       coalesce((SELECT reading.extractor FROM information_reading AS reading
                 WHERE reading.source_id = source.id AND reading.current), ''),
       latest.id, coalesce(latest.sha256, ''),
       EXISTS (SELECT FROM information_reading AS reading
               WHERE reading.capture_id = latest.id AND reading.extractor = %(extractor)s)
FROM information_source AS source
LEFT JOIN LATERAL (
  SELECT capture.id, capture.sha256 FROM information_capture AS capture
  WHERE capture.source_id = source.id ORDER BY capture.fetched_at DESC LIMIT 1
) AS latest ON true
WHERE source.key = %(key)s
