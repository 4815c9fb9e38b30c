-- Digests and their time stamps only grow: nobody changes or deletes a row by SQL. A time stamp is a
-- row of its own, so that it can be attached once and the digest stays as it was made.
CREATE OR REPLACE FUNCTION information_refuse_evidence_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'evidence only grows: % of % is refused', TG_OP, TG_TABLE_NAME;
END $$;
CREATE TRIGGER daily_digest_append_only BEFORE UPDATE OR DELETE ON information_dailydigest
FOR EACH ROW EXECUTE FUNCTION information_refuse_evidence_change();
CREATE TRIGGER time_stamp_append_only BEFORE UPDATE OR DELETE ON information_timestamp
FOR EACH ROW EXECUTE FUNCTION information_refuse_evidence_change();
