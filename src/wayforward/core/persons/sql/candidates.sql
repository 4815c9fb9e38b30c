-- Names that share most keys with a query, those first whose father's name shares one too. Answered
-- from the index name_key; the wall of the party is its first column. `most` bounds what is counted
-- where a name is very common.
WITH fathers AS MATERIALIZED (
  SELECT DISTINCT person_id FROM core_namekey WHERE key = ANY(%(fathers)s)
), hits AS MATERIALIZED (
  SELECT name_id, person_id FROM core_namekey WHERE key = ANY(%(keys)s) LIMIT %(most)s
), counted AS (
  SELECT name_id, count(*) AS shared, person_id IN (SELECT person_id FROM fathers) AS of_father
  FROM hits GROUP BY name_id, person_id
), nearest AS (
  SELECT name_id, of_father FROM counted
  ORDER BY shared + CASE WHEN of_father THEN %(father_counts)s ELSE 0 END DESC, name_id
  LIMIT %(nearest)s
)
SELECT n.id, n.person_id, n.parts, nearest.of_father
FROM nearest JOIN core_personname n ON n.id = nearest.name_id
