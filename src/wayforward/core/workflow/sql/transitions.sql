-- Refuses a change of state that the declared table has not. Arguments of the trigger: the column,
-- the workflow's name, and the moves as JSON (workflow/guarding.py writes them).
-- Who looks comes from the transaction (access/sql/acting.sql): a move is open to its roles, and to
-- the product by itself where the table says so.
CREATE FUNCTION core_guard_transition() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  before text := '';
  after text := to_jsonb(NEW) ->> TG_ARGV[0];
BEGIN
  IF TG_OP = 'UPDATE' THEN
    before := to_jsonb(OLD) ->> TG_ARGV[0];
    IF before = after THEN
      RETURN NEW;
    END IF;
  END IF;
  IF NOT EXISTS (
    SELECT FROM jsonb_to_recordset(TG_ARGV[2]::jsonb)
           AS move(source text, target text, roles text[], by_itself boolean)
    WHERE source = before AND target = after
      AND (acting_in(VARIADIC roles) OR (by_itself AND acting_account() IS NULL))
  ) THEN
    RAISE EXCEPTION 'workflow %: nobody in these roles moves % of % from "%" to "%"',
      TG_ARGV[1], TG_ARGV[0], TG_TABLE_NAME, before, after USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$;
