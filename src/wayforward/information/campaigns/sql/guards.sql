-- What must never happen to a campaign, whoever writes it and however.

-- Its state moves only as its table says (`flow`; argument: the moves as "from>to"), and from
-- `signed` on it needs a standing signature of this very revision for each of its two sides.
CREATE FUNCTION information_campaign_signed(wanted information_campaign) RETURNS boolean
LANGUAGE sql STABLE AS $$
  SELECT count(DISTINCT s.side) >= 2 AND bool_and(EXISTS (
    SELECT FROM information_campaignsignature AS g
    WHERE g.campaign_id = wanted.id AND g.side = s.side AND g.party_id = s.party_id
      AND g.revision = wanted.revision AND g.ended_at IS NULL))
  FROM information_campaignside AS s WHERE s.campaign_id = wanted.id
$$;

CREATE FUNCTION information_guard_campaign() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  before text := CASE TG_OP WHEN 'UPDATE' THEN OLD.state ELSE '' END;
BEGIN
  IF before <> NEW.state AND NOT (before || '>' || NEW.state) = ANY (TG_ARGV) THEN
    RAISE EXCEPTION 'a campaign does not go from "%" to "%"', before, NEW.state
      USING ERRCODE = 'check_violation', CONSTRAINT = 'campaign_moves';
  END IF;
  IF NEW.state = 'half_signed' AND NOT EXISTS (
    SELECT FROM information_campaignsignature AS g
    WHERE g.campaign_id = NEW.id AND g.revision = NEW.revision AND g.ended_at IS NULL) THEN
    RAISE EXCEPTION 'campaign %: nobody has signed this revision', NEW.key
      USING ERRCODE = 'check_violation', CONSTRAINT = 'campaign_signed_by_one';
  END IF;
  IF NEW.state IN ('signed', 'running', 'paused', 'ended')
     AND NOT coalesce(information_campaign_signed(NEW), false) THEN
    RAISE EXCEPTION 'campaign %: both sides sign this revision before it is %', NEW.key, NEW.state
      USING ERRCODE = 'check_violation', CONSTRAINT = 'campaign_signed_by_both';
  END IF;
  IF TG_OP = 'UPDATE' AND EXISTS (
    SELECT FROM information_placement AS p
      JOIN information_material AS m ON m.id = p.material_id
      JOIN information_message AS t ON t.id = m.message_id
    WHERE t.campaign_id = NEW.id AND p.withdrawn_at IS NULL
      AND (p.first_day < NEW.first_day OR p.last_day > NEW.last_day)) THEN
    RAISE EXCEPTION 'campaign %: a placement lies outside these days', NEW.key
      USING ERRCODE = 'check_violation', CONSTRAINT = 'campaign_holds_placements';
  END IF;
  RETURN NEW;
END $$;

-- A placement lies within the days of its campaign.
CREATE FUNCTION information_guard_placement() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.withdrawn_at IS NULL AND NOT EXISTS (
    SELECT FROM information_material AS m
      JOIN information_message AS t ON t.id = m.message_id
      JOIN information_campaign AS c ON c.id = t.campaign_id
    WHERE m.id = NEW.material_id
      AND c.first_day <= NEW.first_day AND NEW.last_day <= c.last_day) THEN
    RAISE EXCEPTION 'a placement from % to % lies outside its campaign', NEW.first_day, NEW.last_day
      USING ERRCODE = 'check_violation', CONSTRAINT = 'placement_within_campaign';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER placement_within_campaign BEFORE INSERT OR UPDATE ON information_placement
FOR EACH ROW EXECUTE FUNCTION information_guard_placement();

-- A signature is given by the account that acts, for the party it acts for, which is the side's.
CREATE FUNCTION information_guard_signing() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.account_id IS DISTINCT FROM acting_account()
     OR NEW.party_id IS DISTINCT FROM acting_party()
     OR NOT EXISTS (
       SELECT FROM information_campaignside AS s
       WHERE s.campaign_id = NEW.campaign_id AND s.side = NEW.side AND s.party_id = NEW.party_id)
  THEN
    RAISE EXCEPTION 'a campaign is signed by an account of the side that it signs for'
      USING ERRCODE = 'check_violation', CONSTRAINT = 'campaign_signed_by_own_account';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER campaign_signed_by_own_account BEFORE INSERT ON information_campaignsignature
FOR EACH ROW EXECUTE FUNCTION information_guard_signing();

-- A signature that stands is not rewritten, none is removed, and none ends under a campaign that
-- needs it. What a table of signatures says can be believed.
CREATE FUNCTION information_guard_signature() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'UPDATE' AND (OLD.campaign_id, OLD.side, OLD.party_id, OLD.account_id, OLD.revision)
     IS DISTINCT FROM (NEW.campaign_id, NEW.side, NEW.party_id, NEW.account_id, NEW.revision) THEN
    RAISE EXCEPTION 'a signature is not rewritten'
      USING ERRCODE = 'check_violation', CONSTRAINT = 'campaign_signature_stays';
  END IF;
  IF (TG_OP = 'DELETE' OR (OLD.ended_at IS NULL AND NEW.ended_at IS NOT NULL)) AND EXISTS (
    SELECT FROM information_campaign WHERE id = OLD.campaign_id
      AND state IN ('signed', 'running', 'paused', 'ended')) THEN
    RAISE EXCEPTION 'a campaign that is signed or runs keeps its signatures'
      USING ERRCODE = 'check_violation', CONSTRAINT = 'campaign_signature_needed';
  END IF;
  IF TG_OP = 'DELETE' THEN
    RETURN OLD;
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER campaign_signature_stays BEFORE UPDATE OR DELETE ON information_campaignsignature
FOR EACH ROW EXECUTE FUNCTION information_guard_signature();

-- A material that was given out keeps its words: the paper is in somebody's hand.
CREATE FUNCTION information_guard_material() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'material % was given out: its words stay', OLD.key
    USING ERRCODE = 'check_violation', CONSTRAINT = 'material_given_out_stays';
END $$;
CREATE TRIGGER material_given_out_stays BEFORE UPDATE ON information_material
FOR EACH ROW WHEN (OLD.given_out_at IS NOT NULL AND
  (OLD.kind, OLD.language, OLD.title, OLD.words, OLD.key, NEW.given_out_at IS NULL)
  IS DISTINCT FROM (NEW.kind, NEW.language, NEW.title, NEW.words, NEW.key, false))
EXECUTE FUNCTION information_guard_material();
