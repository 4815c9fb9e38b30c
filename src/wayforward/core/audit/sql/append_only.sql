-- The log only grows: nobody, the owner of the table included, changes or deletes a row by SQL.
CREATE OR REPLACE FUNCTION core_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'the log of events only grows: % of % is refused', TG_OP, TG_TABLE_NAME;
END $$;
CREATE TRIGGER event_append_only BEFORE UPDATE OR DELETE ON core_event
FOR EACH ROW EXECUTE FUNCTION core_refuse_change();
