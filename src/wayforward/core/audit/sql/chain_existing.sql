-- Events written before there were chains get their places in the order in which they were written.
DO $$
DECLARE
  one core_event;
BEGIN
  FOR one IN SELECT * FROM core_event ORDER BY id LOOP
    PERFORM core_append_link(one);
  END LOOP;
END $$;
