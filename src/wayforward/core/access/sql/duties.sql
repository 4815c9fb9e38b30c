-- An account acts for one party for good: whoever changes party gets another account, so that a name
-- in the log never stands for two parties, and a session never goes over from one to the other.
CREATE FUNCTION core_refuse_another_party() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'an account acts for one party for good: close it and open another'
    USING ERRCODE = 'check_violation', CONSTRAINT = 'account_one_party';
END $$;
CREATE TRIGGER account_one_party BEFORE UPDATE OF party_id ON core_account
FOR EACH ROW WHEN (OLD.party_id IS NOT NULL AND NEW.party_id IS DISTINCT FROM OLD.party_id)
EXECUTE FUNCTION core_refuse_another_party();

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
