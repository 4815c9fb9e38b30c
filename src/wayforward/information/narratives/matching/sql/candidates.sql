-- Active claims that a report may tell, with all their texts and the evidence that scoring weighs.
-- near: those with the wordings nearest in meaning, in any language;
-- said: those with most of the report's telling words.
-- meant: near the greatest cosine with any of its wordings, see matching/meaning.py.
WITH asked AS MATERIALIZED (
  SELECT %(vector)s::halfvec(384) AS vector
),
near AS MATERIALIZED (
  SELECT text_id FROM information_wording
  WHERE vector IS NOT NULL
  ORDER BY vector <#> %(vector)s::halfvec(384)
  LIMIT %(near)s
),
said AS (
  SELECT id FROM (
    SELECT id, search FROM information_claimtext
    WHERE search @@ %(words)s::tsquery
    LIMIT 250
  ) AS matched
  ORDER BY ts_rank(search, %(words)s::tsquery) DESC, id
  LIMIT %(said)s
),
candidate AS MATERIALIZED (
  SELECT DISTINCT claim_id AS id FROM information_claimtext
  WHERE id IN (SELECT text_id FROM near UNION SELECT id FROM said)
),
meant AS MATERIALIZED (
  SELECT text.claim_id AS id,
         ln(avg(exp(%(warmth)s * -(wording.vector <#> asked.vector)))) / %(warmth)s AS meaning
  FROM candidate
  JOIN information_claimtext AS text ON text.claim_id = candidate.id
  JOIN information_wording AS wording ON wording.text_id = text.id AND wording.vector IS NOT NULL
  CROSS JOIN asked
  GROUP BY text.claim_id
)
SELECT claim.id, claim.key, claim.verdict, text.id, text.words, text.bones, coalesce(meaning, 0)
FROM candidate
JOIN information_claim AS claim ON claim.id = candidate.id AND claim.active
JOIN information_claimtext AS text ON text.claim_id = claim.id
LEFT JOIN meant ON meant.id = claim.id
ORDER BY claim.id, text.id
