-- All that showing the chosen passages needs.
SELECT passage.id, source.id, reading.capture_id, passage.text, passage.lines, passage.line_vectors,
       passage.language, passage.title, passage.heading_path, passage.page, source.url,
       passage.anchor, publisher.names, publisher.key, passage.tier, capture.fetched_at,
       source.checked_at, source.changed_at, source.check_interval_days
FROM information_passage AS passage
JOIN information_source AS source ON source.id = passage.source_id
JOIN information_publisher AS publisher ON publisher.id = source.publisher_id
JOIN information_reading AS reading ON reading.id = passage.reading_id
JOIN information_capture AS capture ON capture.id = reading.capture_id
WHERE passage.id = ANY(%(ids)s)
