-- What of the cards that are shown may have changed by itself, in one round trip: first the official
-- pages they cite, with the number of our newest stored copy; then why and since when texts are
-- under review, one row a text that is (its page columns are NULL).
SELECT source.id, source.key, source.url, source.title, source.language, source.checked_at,
       publisher.key, publisher.names::text,
       (SELECT max(capture.id) FROM information_capture AS capture WHERE capture.source_id = source.id),
       NULL::bigint, NULL::timestamptz, NULL::text[]
FROM information_source AS source
JOIN information_publisher AS publisher ON publisher.id = source.publisher_id
WHERE source.id = ANY(%(sources)s)
UNION ALL
SELECT NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL,
       citation.text_id, min(doubt.since), array_agg(DISTINCT doubt.reason::text)
FROM core_doubt AS doubt
JOIN core_citation AS citation ON citation.id = doubt.citation_id
WHERE doubt.cleared_at IS NULL AND citation.text_id = ANY(%(texts)s)
GROUP BY citation.text_id
