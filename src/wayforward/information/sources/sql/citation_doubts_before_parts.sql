-- As it was before citations knew their parts; for going back.

CREATE OR REPLACE FUNCTION information_doubt_citations() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
  -- Texts in doubt already whose sentence changed once more: show what it reads like now.
  UPDATE core_doubt AS doubt
  SET new = row.new, new_sentence = coalesce(becomes.identity, ''), kinds = to_jsonb(row.kinds),
      change = row.change_id
  FROM changed_rows AS row
  JOIN information_sourcechange AS change ON change.id = row.change_id AND change.cause = 'source'
  JOIN information_sentence AS was ON was.id = row.old_sentence_id
  LEFT JOIN information_sentence AS becomes ON becomes.id = row.new_sentence_id
  JOIN core_citation AS citation ON citation.source = change.source_id
  WHERE doubt.citation_id = citation.id AND doubt.cleared_at IS NULL
    AND doubt.new_sentence = was.identity;

  INSERT INTO core_doubt (citation_id, reason, since, change, old, new, new_sentence, kinds,
                          cleared_by, cleared_how, note)
  SELECT citation.id, CASE WHEN row.how = 'removed' THEN 'removed' ELSE 'reworded' END,
         change.at, change.id, row.old, row.new, coalesce(becomes.identity, ''),
         to_jsonb(row.kinds), '', '', ''
  FROM changed_rows AS row
  JOIN information_sourcechange AS change ON change.id = row.change_id AND change.cause = 'source'
  JOIN information_sentence AS was ON was.id = row.old_sentence_id
  LEFT JOIN information_sentence AS becomes ON becomes.id = row.new_sentence_id
  JOIN core_citation AS citation
    ON citation.source = change.source_id AND citation.sentence = was.identity
  ON CONFLICT (citation_id, reason) WHERE cleared_at IS NULL
  DO UPDATE SET new = excluded.new, new_sentence = excluded.new_sentence, kinds = excluded.kinds,
                change = excluded.change;

  -- Texts that cite the page, or a part of it, as a whole: any change that may matter.
  INSERT INTO core_doubt (citation_id, reason, since, change, old, new, new_sentence, kinds,
                          cleared_by, cleared_how, note)
  SELECT DISTINCT ON (citation.id) citation.id, 'page_changed', change.at, change.id,
         row.old, row.new, '', to_jsonb(row.kinds), '', '', ''
  FROM changed_rows AS row
  JOIN information_sourcechange AS change ON change.id = row.change_id AND change.cause = 'source'
  JOIN core_citation AS citation
    ON citation.source = change.source_id AND citation.sentence = ''
   AND (citation.heading = '' OR citation.heading = row.anchor
        OR EXISTS (
          -- "Article 6" is meant by "Article 6" and "Article 6 Appeals", not by "Article 67".
          SELECT FROM unnest(row.heading_path) AS heading
          WHERE lower(left(heading, length(citation.heading))) = lower(citation.heading)
            AND substr(heading, length(citation.heading) + 1, 1) !~ '[[:alnum:]]'
        ))
  WHERE row.priority IN ('high', 'normal')
  ORDER BY citation.id, array_position(ARRAY['high', 'normal'], row.priority::text), row.position
  ON CONFLICT (citation_id, reason) WHERE cleared_at IS NULL DO NOTHING;
  RETURN NULL;
END $$;
DROP FUNCTION information_under(text[], text[], text);
