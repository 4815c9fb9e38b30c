-- One row a link, day and language out of all there are, in one statement: nothing is lost or counted
-- twice, whoever inserts meanwhile and whoever else runs this.
WITH fresh AS (
  SELECT DISTINCT link_id, day, language FROM information_linkopens WHERE NOT together
), gone AS (
  DELETE FROM information_linkopens AS o USING fresh AS f
  WHERE o.link_id = f.link_id AND o.day = f.day AND o.language = f.language
  RETURNING o.link_id, o.day, o.language, o.opens
), made AS (
  INSERT INTO information_linkopens (link_id, day, language, opens, together)
  SELECT link_id, day, language, sum(opens), true FROM gone GROUP BY link_id, day, language
  RETURNING 1
)
SELECT (SELECT count(*) FROM gone), (SELECT count(*) FROM made)
