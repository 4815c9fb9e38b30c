-- Why and since when texts are under review: one row a text that is.
SELECT citation.text_id, min(doubt.since), array_agg(DISTINCT doubt.reason)
FROM core_doubt AS doubt
JOIN core_citation AS citation ON citation.id = doubt.citation_id
WHERE doubt.cleared_at IS NULL AND citation.text_id = ANY(%(texts)s)
GROUP BY citation.text_id
