-- Claims in each language, with the address of what answers them where that is public, and all ways
-- in which some of them are told.
SELECT text.claim_id, text.language, text.title,
       CASE WHEN text.state = %(public)s THEN page.address ELSE '' END,
       CASE WHEN text.claim_id = ANY(%(telling)s)
            THEN ARRAY(SELECT said FROM information_wording WHERE text_id = text.id)
            ELSE ARRAY[]::text[] END
FROM information_claimtext AS text
JOIN core_publishedtext AS page ON page.id = text.published_id
WHERE text.claim_id = ANY(%(claims)s)
ORDER BY text.claim_id, text.id
