-- A merge stands on a judgement that two people share and that the two records are one person; and a
-- person is merged into one other at a time. Actions check the same; this is the wall behind them.
CREATE FUNCTION core_check_merge() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  -- two people merging the same person at once wait for each other here
  PERFORM 1 FROM core_person WHERE id IN (NEW.merged_id, NEW.into_id) ORDER BY id FOR UPDATE;
  IF NOT EXISTS (
    SELECT 1 FROM core_judgement j
    WHERE j.id = NEW.judgement_id AND j.verdict = 'same' AND j.confirmed_by_id IS NOT NULL
      AND j.party_id = NEW.party_id
      AND j.one_id = least(NEW.merged_id, NEW.into_id)
      AND j.other_id = greatest(NEW.merged_id, NEW.into_id)
  ) THEN
    RAISE EXCEPTION 'a merge needs a judgement of these two persons that a second person confirmed';
  END IF;
  IF EXISTS (
    SELECT 1 FROM core_merge m LEFT JOIN core_mergeundone u ON u.merge_id = m.id
    WHERE m.merged_id IN (NEW.merged_id, NEW.into_id) AND u.id IS NULL
  ) THEN
    RAISE EXCEPTION 'one of these persons is merged into another already';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER merge_stands BEFORE INSERT ON core_merge
FOR EACH ROW EXECUTE FUNCTION core_check_merge();

-- What was judged, merged and undone is not rewritten; a judgement is confirmed once.
CREATE TRIGGER merge_only_grows BEFORE UPDATE ON core_merge
FOR EACH ROW EXECUTE FUNCTION core_refuse_change();
CREATE TRIGGER undone_only_grows BEFORE UPDATE ON core_mergeundone
FOR EACH ROW EXECUTE FUNCTION core_refuse_change();
-- Whoever judges and whoever confirms is the account that acts, so that two names are two people.
CREATE FUNCTION core_judgement_kept() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'INSERT' THEN
    IF NEW.by_id IS DISTINCT FROM acting_account() OR NEW.confirmed_by_id IS NOT NULL THEN
      RAISE EXCEPTION 'a judgement is made by the account that acts, and confirmed later by another';
    END IF;
    RETURN NEW;
  END IF;
  IF OLD.confirmed_by_id IS NOT NULL
     OR NEW.confirmed_by_id IS DISTINCT FROM acting_account()
     OR (NEW.one_id, NEW.other_id, NEW.verdict, NEW.reason, NEW.score, NEW.by_id, NEW.at, NEW.party_id)
        IS DISTINCT FROM
        (OLD.one_id, OLD.other_id, OLD.verdict, OLD.reason, OLD.score, OLD.by_id, OLD.at, OLD.party_id)
  THEN
    RAISE EXCEPTION 'a judgement is not rewritten, and confirmed by the account that acts';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER judgement_kept BEFORE INSERT OR UPDATE ON core_judgement
FOR EACH ROW EXECUTE FUNCTION core_judgement_kept();
