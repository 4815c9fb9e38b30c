-- Active claims that a report may tell, with all their texts and the evidence that scoring weighs.
-- near: those with the wordings nearest in meaning, in any language;
-- said: those with most of the report's telling words; where very many share one, of the oldest.
-- warm, many: over the wordings of a text, what meaning.softly takes together.
WITH near AS MATERIALIZED (
  SELECT text_id FROM information_wording
  WHERE vector IS NOT NULL
  ORDER BY vector <#> %(vector)s::halfvec(384)
  LIMIT %(near)s
),
said AS (
  SELECT id FROM (
    SELECT id, search FROM information_claimtext
    WHERE search @@ %(words)s::tsquery
    ORDER BY id
    LIMIT 250
  ) AS matched
  ORDER BY ts_rank(search, %(words)s::tsquery) DESC, id
  LIMIT %(said)s
),
candidate AS MATERIALIZED (
  SELECT DISTINCT claim_id AS id FROM information_claimtext
  WHERE id IN (SELECT text_id FROM near UNION SELECT id FROM said)
)
SELECT claim.id, claim.key, claim.verdict, meant.warm, meant.many, text.words, text.bones
FROM candidate
JOIN information_claim AS claim ON claim.id = candidate.id AND claim.active
JOIN information_claimtext AS text ON text.claim_id = claim.id
CROSS JOIN LATERAL (
  SELECT coalesce(sum(exp(%(warmth)s::float8 * -(vector <#> %(vector)s::halfvec(384)))), 0) AS warm,
         count(vector) AS many
  FROM information_wording WHERE text_id = text.id
) AS meant
ORDER BY claim.id, text.id
