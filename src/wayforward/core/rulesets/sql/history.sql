-- Every state of a parameter's row, kept by the database itself, whoever wrote it and by what way.
-- Parameters are public, so this history has no wall; like the log it only grows. It is no part of
-- core_rowhistory: nobody acts when the public reads it, and a policy that opens some rows of that
-- table to everybody would be one slip away from opening all.
CREATE FUNCTION core_keep_parameter() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  kept jsonb := to_jsonb(CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END);
BEGIN
  IF TG_OP = 'UPDATE' AND NEW IS NOT DISTINCT FROM OLD THEN
    RETURN NULL;
  END IF;
  INSERT INTO core_parameterhistory (at, rule_set_id, key, verb, state)
  VALUES (clock_timestamp(), (kept->>'rule_set_id')::bigint, kept->>'key', lower(TG_OP), kept);
  RETURN NULL;
END $$;
CREATE TRIGGER parameter_history AFTER INSERT OR UPDATE OR DELETE ON core_parameter
FOR EACH ROW EXECUTE FUNCTION core_keep_parameter();
CREATE TRIGGER parameterhistory_only_grows BEFORE UPDATE OR DELETE ON core_parameterhistory
FOR EACH ROW EXECUTE FUNCTION core_refuse_change();
