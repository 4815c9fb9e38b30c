-- A cited sentence that changed casts doubt on the texts that cite it, whichever code recorded it.

-- "Article 6" is meant by "Article 6" and "Article 6 Appeals", not by "Article 67"; so is an anchor.
CREATE OR REPLACE FUNCTION information_under(parts text[], headings text[], anchor text)
RETURNS boolean LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT anchor = ANY (parts) OR EXISTS (
    SELECT FROM unnest(parts) AS part, unnest(headings) AS heading
    WHERE lower(left(heading, length(part))) = lower(part)
      AND substr(heading, length(part) + 1, 1) !~ '[[:alnum:]]'
  )
$$;

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
   AND (citation.heading = ''
        OR information_under(citation.parts, row.heading_path, row.anchor)
        -- What is named stands nowhere on the page: the page as a whole is meant, for safety.
        OR NOT EXISTS (
          SELECT FROM information_sentenceplace AS place
          WHERE place.reading_id IN (change.before_id, change.after_id)
            AND information_under(citation.parts, place.heading_path, place.anchor)
        ))
  WHERE row.priority IN ('high', 'normal')
  ORDER BY citation.id, array_position(ARRAY['high', 'normal'], row.priority::text), row.position
  ON CONFLICT (citation_id, reason) WHERE cleared_at IS NULL DO NOTHING;
  RETURN NULL;
END $$;

CREATE OR REPLACE FUNCTION information_doubt_unseen() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO core_doubt (citation_id, reason, since, old, new, new_sentence, kinds,
                          cleared_by, cleared_how, note)
  SELECT citation.id, 'page_not_seen', coalesce(NEW.first_not_seen_at, now()), citation.words, '',
         '', '[]', '', '', ''
  FROM core_citation AS citation WHERE citation.source = NEW.id
  ON CONFLICT (citation_id, reason) WHERE cleared_at IS NULL DO NOTHING;
  RETURN NULL;
END $$;
