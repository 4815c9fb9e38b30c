-- When doubts are cast: the functions stand in citation_doubts.sql.

CREATE TRIGGER citations_doubted AFTER INSERT ON information_sentencechange
REFERENCING NEW TABLE AS changed_rows
FOR EACH STATEMENT EXECUTE FUNCTION information_doubt_citations();

CREATE TRIGGER citations_unseen AFTER UPDATE OF state ON information_source
FOR EACH ROW WHEN (NEW.state = 'not_seen' AND OLD.state IS DISTINCT FROM 'not_seen')
EXECUTE FUNCTION information_doubt_unseen();
