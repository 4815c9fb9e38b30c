-- Official pages as a card names them, with the number of our newest stored copy.
SELECT source.id, source.key, source.url, source.title, source.language, source.checked_at,
       publisher.key, publisher.names::text,
       (SELECT max(capture.id) FROM information_capture AS capture WHERE capture.source_id = source.id)
FROM information_source AS source
JOIN information_publisher AS publisher ON publisher.id = source.publisher_id
WHERE source.id = ANY(%(sources)s)
