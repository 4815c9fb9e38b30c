-- One row a cell out of all there are, in one statement: nothing is lost or counted twice, whoever
-- inserts meanwhile and whoever else runs this. A cell that sums up to nought goes.
WITH fresh AS (
  SELECT DISTINCT question_id, area_id, wave, language, answer
  FROM information_answercount WHERE NOT together
), gone AS (
  DELETE FROM information_answercount AS c USING fresh AS f
  WHERE c.question_id = f.question_id AND c.area_id = f.area_id AND c.wave = f.wave
    AND c.language = f.language AND c.answer = f.answer
  RETURNING c.question_id, c.area_id, c.wave, c.language, c.answer, c.count
)
INSERT INTO information_answercount
  (question_id, area_id, wave, language, answer, count, together)
SELECT question_id, area_id, wave, language, answer, sum(count), true
FROM gone GROUP BY question_id, area_id, wave, language, answer HAVING sum(count) <> 0
