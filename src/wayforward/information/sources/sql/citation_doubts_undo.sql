DROP TRIGGER citations_doubted ON information_sentencechange;
DROP TRIGGER citations_unseen ON information_source;
DROP FUNCTION information_doubt_citations();
DROP FUNCTION information_doubt_unseen();
DROP FUNCTION IF EXISTS information_under(text[], text[], text);
