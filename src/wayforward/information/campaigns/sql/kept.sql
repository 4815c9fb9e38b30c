-- What both sides signed and what people have in hand is kept as it was, whoever writes and however.

-- A signature is for the revision that stands; once it ended it never stands again, and none goes.
CREATE FUNCTION information_guard_signature_whole() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' THEN
    RAISE EXCEPTION 'a signature is ended, never removed'
      USING ERRCODE = 'check_violation', CONSTRAINT = 'campaign_signature_whole';
  END IF;
  IF TG_OP = 'INSERT' AND NOT EXISTS (
    SELECT FROM information_campaign WHERE id = NEW.campaign_id AND revision = NEW.revision) THEN
    RAISE EXCEPTION 'a signature is for the revision that stands'
      USING ERRCODE = 'check_violation', CONSTRAINT = 'campaign_signature_whole';
  END IF;
  IF TG_OP = 'UPDATE' AND (OLD.signed_at IS DISTINCT FROM NEW.signed_at OR (
    OLD.ended_at IS NOT NULL AND (OLD.ended_at, OLD.ended_by, OLD.ended_why)
    IS DISTINCT FROM (NEW.ended_at, NEW.ended_by, NEW.ended_why))) THEN
    RAISE EXCEPTION 'a signature that ended never stands again'
      USING ERRCODE = 'check_violation', CONSTRAINT = 'campaign_signature_whole';
  END IF;
  RETURN coalesce(NEW, OLD);
END $$;
CREATE TRIGGER campaign_signature_whole
BEFORE INSERT OR UPDATE OR DELETE ON information_campaignsignature
FOR EACH ROW EXECUTE FUNCTION information_guard_signature_whole();

-- A campaign that was handed in says what it said: an edit makes it a draft first.
CREATE FUNCTION information_guard_campaign_said() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'campaign %: what was handed in is edited as a draft only', OLD.key
    USING ERRCODE = 'check_violation', CONSTRAINT = 'campaign_says_what_was_signed';
END $$;
CREATE TRIGGER campaign_says_what_was_signed BEFORE UPDATE ON information_campaign
FOR EACH ROW WHEN (NEW.state <> 'draft' AND
  (OLD.key, OLD.arrangement_id, OLD.names, OLD.objective, OLD.who, OLD.languages, OLD.provinces,
   OLD.countries, OLD.first_day, OLD.last_day, OLD.currency)
  IS DISTINCT FROM
  (NEW.key, NEW.arrangement_id, NEW.names, NEW.objective, NEW.who, NEW.languages, NEW.provinces,
   NEW.countries, NEW.first_day, NEW.last_day, NEW.currency))
EXECUTE FUNCTION information_guard_campaign_said();

-- A material that was given out keeps its page and its message: the paper names them.
CREATE FUNCTION information_guard_material_kept() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' OR (OLD.message_id, OLD.published_id)
     IS DISTINCT FROM (NEW.message_id, NEW.published_id) THEN
    RAISE EXCEPTION 'material % was given out: it is withdrawn, never removed', OLD.key
      USING ERRCODE = 'check_violation', CONSTRAINT = 'material_given_out_kept';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER material_given_out_kept BEFORE UPDATE OR DELETE ON information_material
FOR EACH ROW WHEN (OLD.given_out_at IS NOT NULL)
EXECUTE FUNCTION information_guard_material_kept();
