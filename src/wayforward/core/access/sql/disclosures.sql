-- What Python has decided is decided again here: nothing to a party of another arrangement, nothing
-- sensitive to a partner country, nothing to an authority that is not recognised but on consent or
-- vital interests, nothing on consent that does not cover it, and no change afterwards but a recall
-- and an acknowledgement.
CREATE FUNCTION core_disclosure_refuse(why text) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION '%', why USING ERRCODE = 'check_violation';
END $$;

CREATE FUNCTION core_disclosure_made() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  told core_party;
  covered text[];
BEGIN
  SELECT * INTO told FROM core_party WHERE id = NEW.recipient_id;
  IF NOT EXISTS (SELECT FROM core_party AS own
                 WHERE own.id = NEW.party_id AND own.arrangement_id = told.arrangement_id) THEN
    PERFORM core_disclosure_refuse('nothing is told to a party of another arrangement');
  END IF;
  IF told.kind = 'partner_country_authority' THEN
    IF NEW.groups::text[] && ARRAY[{sensitive}]::text[] THEN
      PERFORM core_disclosure_refuse('nothing sensitive goes to an authority of the partner country');
    END IF;
    IF told.recognition IS DISTINCT FROM 'recognised'
       AND (NEW.ground NOT IN ('consent', 'vital_interests') OR btrim(NEW.provision) = '') THEN
      PERFORM core_disclosure_refuse('an authority that is not recognised is told nothing on this ground');
    END IF;
  END IF;
  IF NEW.ground = 'consent' THEN
    PERFORM FROM core_consent WHERE id = ANY (NEW.consents) FOR SHARE;
    SELECT array_agg(agreed::text) INTO covered
    FROM core_consent AS one, unnest(one.groups) AS agreed
    WHERE one.id = ANY (NEW.consents) AND one.party_id = NEW.party_id
      AND one.person_id = NEW.person_id AND one.recipient_id = NEW.recipient_id
      AND one.purpose = NEW.purpose AND one.withdrawn_at IS NULL
      AND one.given_at <= clock_timestamp() AND clock_timestamp() < one.expires_at;
    IF NOT coalesce(covered, '{}') @> NEW.groups::text[] THEN
      PERFORM core_disclosure_refuse('no live consent covers every field of this disclosure');
    END IF;
  END IF;
  IF NEW.recalled_at IS NOT NULL OR NEW.acknowledged_at IS NOT NULL THEN
    PERFORM core_disclosure_refuse('a disclosure is recalled or acknowledged after it was made');
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER core_disclosure_made BEFORE INSERT ON core_disclosure
FOR EACH ROW EXECUTE FUNCTION core_disclosure_made();

CREATE FUNCTION core_disclosure_stands() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  free text[] := ARRAY['recalled_at', 'recalled_by', 'recall_reason',
                       'acknowledged_at', 'acknowledged_by', 'payload'];
BEGIN
  IF to_jsonb(NEW) - free IS DISTINCT FROM to_jsonb(OLD) - free THEN
    PERFORM core_disclosure_refuse('a disclosure is never altered: recall it and make another');
  END IF;
  IF NEW.payload IS DISTINCT FROM OLD.payload
     AND NOT (acting_for('data_protection') AND acting_party() = OLD.party_id) THEN
    PERFORM core_disclosure_refuse('what was disclosed is never altered');
  END IF;
  IF (NEW.recalled_at, NEW.recalled_by, NEW.recall_reason)
     IS DISTINCT FROM (OLD.recalled_at, OLD.recalled_by, OLD.recall_reason)
     AND (OLD.recalled_at IS NOT NULL OR NEW.recalled_at IS NULL
          OR acting_party() IS DISTINCT FROM OLD.party_id) THEN
    PERFORM core_disclosure_refuse('its sender recalls a disclosure, once');
  END IF;
  IF (NEW.acknowledged_at, NEW.acknowledged_by)
     IS DISTINCT FROM (OLD.acknowledged_at, OLD.acknowledged_by)
     AND (OLD.acknowledged_at IS NOT NULL OR NEW.acknowledged_at IS NULL
          OR acting_party() IS DISTINCT FROM OLD.recipient_id) THEN
    PERFORM core_disclosure_refuse('its recipient acknowledges a disclosure, once');
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER core_disclosure_stands BEFORE UPDATE ON core_disclosure
FOR EACH ROW EXECUTE FUNCTION core_disclosure_stands();
