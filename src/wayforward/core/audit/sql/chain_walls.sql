-- Who sees which part of the log. What a party did about persons is seen by that party; what belongs
-- to no party by every desk. The app role adds events, and changes nothing.
ALTER TABLE core_event ENABLE ROW LEVEL SECURITY;
ALTER TABLE core_event FORCE ROW LEVEL SECURITY;
CREATE POLICY event_see ON core_event FOR SELECT
  USING (party_id IS NULL OR party_id = (SELECT acting_party()));
CREATE POLICY event_add ON core_event FOR INSERT
  WITH CHECK (party_id IS NULL OR party_id = (SELECT acting_party()));
-- What is seen can be aimed at, so that the attempt is refused aloud by event_append_only.
CREATE POLICY event_change ON core_event FOR UPDATE
  USING (party_id IS NULL OR party_id = (SELECT acting_party()));
CREATE POLICY event_remove ON core_event FOR DELETE
  USING (party_id IS NULL OR party_id = (SELECT acting_party()));

-- Links are written by the trigger alone, which runs as the owner of the tables.
ALTER TABLE core_eventlink ENABLE ROW LEVEL SECURITY;
ALTER TABLE core_eventlink FORCE ROW LEVEL SECURITY;
CREATE POLICY eventlink_see ON core_eventlink FOR SELECT
  USING (party_id IS NULL OR party_id = (SELECT acting_party()));
CREATE POLICY eventlink_add ON core_eventlink FOR INSERT TO CURRENT_USER WITH CHECK (true);

-- Verifying needs every row. It is open to the owner of the tables alone, and only where a function
-- or a program has said that it verifies: the owner's other work stays behind the wall.
CREATE POLICY event_verify ON core_event FOR SELECT TO CURRENT_USER
  USING ((SELECT current_setting('wayforward.whole_log', true) = 'on'));
CREATE POLICY eventlink_verify ON core_eventlink FOR SELECT TO CURRENT_USER
  USING ((SELECT current_setting('wayforward.whole_log', true) = 'on'));
CREATE POLICY rowhistory_verify ON core_rowhistory FOR SELECT TO CURRENT_USER
  USING ((SELECT current_setting('wayforward.whole_log', true) = 'on'));
