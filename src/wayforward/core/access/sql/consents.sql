-- A consent stands as it was given: it is withdrawn once, by the party that holds it, and never
-- altered. Its proof may be sealed anew with another key.
CREATE FUNCTION core_consent_stands() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  free text[] := ARRAY['withdrawn_at', 'withdrawn_by', 'withdrawal', 'proof', 'proof_index'];
BEGIN
  IF to_jsonb(NEW) - free IS DISTINCT FROM to_jsonb(OLD) - free THEN
    RAISE EXCEPTION 'a consent is never altered: withdraw it and record another'
      USING ERRCODE = 'check_violation';
  END IF;
  IF NEW.proof IS DISTINCT FROM OLD.proof AND NOT acting_for('data_protection') THEN
    RAISE EXCEPTION 'the proof of a consent is never altered' USING ERRCODE = 'check_violation';
  END IF;
  IF (NEW.withdrawn_at, NEW.withdrawn_by, NEW.withdrawal)
     IS DISTINCT FROM (OLD.withdrawn_at, OLD.withdrawn_by, OLD.withdrawal)
     AND (OLD.withdrawn_at IS NOT NULL OR NEW.withdrawn_at IS NULL) THEN
    RAISE EXCEPTION 'a consent is withdrawn once, and a withdrawal stands'
      USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER core_consent_stands BEFORE UPDATE ON core_consent
FOR EACH ROW EXECUTE FUNCTION core_consent_stands();
