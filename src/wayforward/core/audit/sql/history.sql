-- Every state of a walled row, kept by the database itself: one table for all, walled in like the
-- tables it is about. Called by a trigger of each of them with its data class (audit/history.py).
CREATE FUNCTION core_keep_history() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  kept jsonb := to_jsonb(CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END);
BEGIN
  IF TG_OP = 'UPDATE' AND NEW IS NOT DISTINCT FROM OLD THEN
    RETURN NULL;
  END IF;
  INSERT INTO core_rowhistory (at, "table", row, verb, data_class, party_id, state,
                               account_id, acting_party_id, purpose, reason)
  VALUES (clock_timestamp(), TG_TABLE_NAME, kept->>'id', lower(TG_OP), TG_ARGV[0],
          (kept->>'party_id')::bigint, kept - TG_ARGV[1:],
          acting_account(), acting_party(),
          coalesce(current_setting('wayforward.purpose', true), ''), acting_reason());
  RETURN NULL;
END $$;

ALTER TABLE core_rowhistory ENABLE ROW LEVEL SECURITY;
ALTER TABLE core_rowhistory FORCE ROW LEVEL SECURITY;
-- A state is seen by the party that held the row, under the terms of its data class.
CREATE POLICY rowhistory_see ON core_rowhistory FOR SELECT USING (
  party_id = (SELECT acting_party())
  AND (data_class <> 'sensitive'
       OR ((SELECT acting_for('safeguard', 'data_protection', 'oversight'))
           AND (SELECT acting_reason() <> '')))
);
-- Only the trigger writes: it runs as the owner of the tables, which the app role is not.
CREATE POLICY rowhistory_add ON core_rowhistory FOR INSERT TO CURRENT_USER WITH CHECK (true);
CREATE TRIGGER rowhistory_only_grows BEFORE UPDATE OR DELETE ON core_rowhistory
FOR EACH ROW EXECUTE FUNCTION core_refuse_change();
