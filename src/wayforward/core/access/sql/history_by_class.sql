-- A state is seen by the party that held the row, under the terms of its data class.
ALTER POLICY rowhistory_see ON core_rowhistory USING (
  party_id = (SELECT acting_party())
  AND CASE data_class
    WHEN 'party' THEN true
    WHEN 'person' THEN {for_persons}
    ELSE {for_sensitive} AND (SELECT acting_reason() <> '')
  END
);
-- The trigger that writes states runs as the owner: nobody else may put it on a table of theirs.
REVOKE EXECUTE ON FUNCTION core_keep_history() FROM PUBLIC;
