-- Candidates for one question, found in three ways, each with the evidence that ranking weighs.
-- near: nearest in meaning in any language; own: nearest in the question's language, looked for
-- only where the nearest hold too few of it;
-- said: those with most of the question's telling words.
WITH asked AS MATERIALIZED (
  SELECT %(vector)s::halfvec(384) AS vector
),
near AS MATERIALIZED (
  SELECT id, language FROM information_passage
  WHERE embedding IS NOT NULL
    AND (%(countries)s::text[] = '{}' OR countries = '{}' OR countries && %(countries)s::varchar[])
  ORDER BY embedding <#> %(vector)s::halfvec(384)
  LIMIT %(near)s
),
own AS (
  SELECT id FROM information_passage
  WHERE embedding IS NOT NULL
    AND (SELECT count(*) FROM near WHERE language = ANY(%(languages)s)) < %(own)s
    AND language = ANY(%(languages)s)
    AND (%(countries)s::text[] = '{}' OR countries = '{}' OR countries && %(countries)s::varchar[])
  ORDER BY embedding <#> %(vector)s::halfvec(384)
  LIMIT %(own)s
),
said AS (
  SELECT id FROM (
    SELECT id, search FROM information_passage
    WHERE search @@ %(words)s::tsquery
      AND (%(countries)s::text[] = '{}' OR countries = '{}'
           OR countries && %(countries)s::varchar[])
    LIMIT 250
  ) AS matched
  ORDER BY ts_rank(search, %(words)s::tsquery) DESC, id
  LIMIT %(said)s
)
SELECT passage.id, passage.source_id, passage.language, passage.topics, passage.search_text,
       coalesce(-(passage.embedding <#> asked.vector), 0),
       coalesce(-(whole.embedding <#> asked.vector), 0),
       coalesce(-(passage.lines_embedding <#> asked.vector), 0),
       coalesce(whole.passages, 1), source.document, passage.position
FROM (SELECT id FROM near UNION SELECT id FROM own UNION SELECT id FROM said) AS candidate
JOIN information_passage AS passage USING (id)
JOIN information_source AS source ON source.id = passage.source_id AND source.active
LEFT JOIN information_pagemeaning AS whole ON whole.source_id = passage.source_id
CROSS JOIN asked
