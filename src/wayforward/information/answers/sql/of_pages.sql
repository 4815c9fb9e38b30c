-- Passages of certain pages by meaning: the best of each page first, then the second of each.
SELECT id, source_id, document, meaning FROM (
  SELECT passage.id, passage.source_id, source.document,
         coalesce(-(passage.embedding <#> %(vector)s::halfvec(384)), 0) AS meaning,
         row_number() OVER (
           PARTITION BY passage.source_id ORDER BY passage.embedding <#> %(vector)s::halfvec(384)
         ) AS place
  FROM information_passage AS passage
  JOIN information_source AS source ON source.id = passage.source_id AND source.active
  WHERE passage.source_id = ANY(%(sources)s) AND passage.embedding IS NOT NULL
) AS placed
ORDER BY place, meaning DESC
LIMIT %(limit)s
