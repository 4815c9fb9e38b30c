-- The log as chains of hashes. An event's link holds its number in its chain and the SHA-256 of the
-- event's line, in which the hash before stands: nobody can change, remove, insert or move an event
-- without every later hash being another. docs/decisions/audit.md says why it is made at commit.

-- A chain is a stream, and of each party that has events there one of its own: a party can check and
-- hand out its chain without the others'.
CREATE FUNCTION core_chain_of(stream text, party bigint) RETURNS text LANGUAGE sql IMMUTABLE
RETURN stream || coalesce('/' || party, '');

CREATE FUNCTION core_moment(at timestamptz) RETURNS text LANGUAGE sql STABLE
RETURN to_char(at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"');

CREATE FUNCTION core_line_hash(line text) RETURNS text LANGUAGE sql IMMUTABLE
RETURN encode(sha256(convert_to(line, 'UTF8')), 'hex');

-- The line that is hashed: a JSON array; the facts stand in it as the text of the stored jsonb.
CREATE FUNCTION core_event_line(one core_event, sequence bigint, previous text) RETURNS text
LANGUAGE sql STABLE
RETURN json_build_array(
  'wayforward event 1', sequence, previous, one.id, core_moment(one.at), one.stream, one.name,
  one.subject, one.actor, one.reason, one.facts::text, one.party_id, one.account_id, one.purpose
)::text;

-- The same of a state of a row. States are not chained one by one: a daily digest holds them.
CREATE FUNCTION core_state_line(one core_rowhistory) RETURNS text LANGUAGE sql STABLE
RETURN json_build_array(
  'wayforward state 1', one.id, core_moment(one.at), one."table", one.row, one.verb, one.data_class,
  one.party_id, one.state::text, one.account_id, one.acting_party_id, one.purpose, one.reason
)::text;

-- Before an event is written: the database says when it was and who acted, whatever the writer says.
-- Streams that are about nobody in anybody's care belong to no party; every other one does.
CREATE FUNCTION core_bind_event() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  waiting text := coalesce(current_setting('wayforward.chains', true), '');
  chain text;
BEGIN
  NEW.at := clock_timestamp();
  NEW.party_id := CASE WHEN NEW.stream NOT IN ('accounts', 'cards', 'citations', 'sources')
                       THEN acting_party() END;
  NEW.account_id := acting_account();
  NEW.purpose := coalesce(current_setting('wayforward.purpose', true), '');
  NEW.reason := coalesce(nullif(NEW.reason, ''), acting_reason());
  chain := core_chain_of(NEW.stream, NEW.party_id);
  IF position(E'\n' || chain || E'\n' IN waiting) = 0 THEN
    PERFORM set_config('wayforward.chains', waiting || E'\n' || chain || E'\n', true);
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER event_bind BEFORE INSERT ON core_event
FOR EACH ROW EXECUTE FUNCTION core_bind_event();

-- Takes the chains this transaction writes to, in one order for everybody, so that two transactions
-- never wait for each other. Held until the commit that is under way is done, and no longer.
CREATE FUNCTION core_take_chains(own text) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  wanted text := coalesce(current_setting('wayforward.chains', true), '');
  one integer;
BEGIN
  IF wanted = '' OR wanted IS DISTINCT FROM current_setting('wayforward.chains_taken', true) THEN
    FOR one IN
      SELECT DISTINCT hashtext(chain) FROM unnest(string_to_array(wanted, E'\n') || own) AS chain
      WHERE chain <> '' ORDER BY 1
    LOOP
      PERFORM pg_advisory_xact_lock(4820117, one);
    END LOOP;
    PERFORM set_config('wayforward.chains_taken', wanted, true);
  ELSE
    PERFORM pg_advisory_xact_lock(4820117, hashtext(own));
  END IF;
END $$;

-- Opens (on) or closes the wall to the owner of the tables (chain_walls.sql); what it was before.
-- A function cannot carry the setting itself (CREATE FUNCTION ... SET): PostgreSQL allows that for a
-- name of our own to superusers alone, and the owner is none. After an error the setting goes back
-- with the transaction or the savepoint.
CREATE FUNCTION core_see_whole_log(seen text) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
  before text := coalesce(current_setting('wayforward.whole_log', true), '');
BEGIN
  PERFORM set_config('wayforward.whole_log', seen, true);
  RETURN before;
END $$;

CREATE FUNCTION core_append_link(one core_event) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  own text := core_chain_of(one.stream, one.party_id);
  seen text := core_see_whole_log('on');
  last record;
BEGIN
  PERFORM core_take_chains(own);
  SELECT sequence, hash INTO last FROM core_eventlink
  WHERE chain = own ORDER BY sequence DESC LIMIT 1;
  INSERT INTO core_eventlink (event_id, chain, party_id, sequence, previous, hash)
  VALUES (one.id, own, one.party_id, coalesce(last.sequence, 0) + 1, coalesce(last.hash, ''),
          core_line_hash(core_event_line(one, coalesce(last.sequence, 0) + 1,
                                         coalesce(last.hash, ''))));
  PERFORM core_see_whole_log(seen);
END $$;
REVOKE EXECUTE ON FUNCTION core_append_link(core_event) FROM PUBLIC;

CREATE FUNCTION core_chain_event() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  PERFORM core_append_link(NEW);
  RETURN NULL;
END $$;
-- Nobody else may put these on a table of theirs; firing them needs no right.
REVOKE EXECUTE ON FUNCTION core_chain_event(), core_bind_event() FROM PUBLIC;
-- Deferred: the chain is taken when the transaction commits, not when it records.
CREATE CONSTRAINT TRIGGER event_chain AFTER INSERT ON core_event DEFERRABLE INITIALLY DEFERRED
FOR EACH ROW EXECUTE FUNCTION core_chain_event();

CREATE TRIGGER eventlink_append_only BEFORE UPDATE OR DELETE ON core_eventlink
FOR EACH ROW EXECUTE FUNCTION core_refuse_change();
CREATE TRIGGER loghead_append_only BEFORE UPDATE OR DELETE ON core_loghead
FOR EACH ROW EXECUTE FUNCTION core_refuse_change();
