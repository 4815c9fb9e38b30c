-- Which data classes may be read now, as the policies of their tables say.
CREATE FUNCTION core_open_classes() RETURNS text[] LANGUAGE plpgsql STABLE PARALLEL SAFE AS $$
DECLARE opened text[] := ARRAY['party'];
BEGIN
  IF {for_persons} THEN
    opened := opened || ARRAY['person'];
  END IF;
  IF {for_sensitive} AND acting_reason() <> '' THEN
    opened := opened || ARRAY['sensitive'];
  END IF;
  RETURN opened;
END $$;

-- A state is seen by the party that held the row, under the terms of its data class.
ALTER POLICY rowhistory_see ON core_rowhistory USING (
  party_id = (SELECT acting_party())
  AND data_class = ANY ((SELECT core_open_classes())::text[])
);
-- The trigger that writes states runs as the owner: nobody else may put it on a table of theirs.
REVOKE EXECUTE ON FUNCTION core_keep_history() FROM PUBLIC;
