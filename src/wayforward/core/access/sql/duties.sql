-- An account never holds two roles that are never together, whoever writes it and however.
CREATE FUNCTION core_refuse_roles_together() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  broken core_rolesapart;
BEGIN
  SELECT * INTO broken FROM core_rolesapart
  WHERE first = ANY(NEW.roles) AND second = ANY(NEW.roles) LIMIT 1;
  IF FOUND AND NEW.closed_at IS NULL THEN
    RAISE EXCEPTION 'one person may not be % and %: %', broken.first, broken.second, broken.reason
      USING ERRCODE = 'check_violation', CONSTRAINT = 'account_roles_apart';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER account_roles_apart BEFORE INSERT OR UPDATE OF roles, closed_at ON core_account
FOR EACH ROW EXECUTE FUNCTION core_refuse_roles_together();
