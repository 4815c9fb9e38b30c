-- Who looks, as `core.access.context` has told this transaction; NULL or false where nobody has.
-- Policies call these inside a scalar subselect, so that they run once a statement, not once a row.
CREATE FUNCTION acting_account() RETURNS bigint LANGUAGE sql STABLE PARALLEL SAFE
RETURN nullif(current_setting('wayforward.account', true), '')::bigint;

-- The next three are not in SQL but in PL/pgSQL because policies call them: the planner would unfold
-- SQL into every query, which costs more than the query of one row (tests/bench/bench_walls.py).
CREATE FUNCTION acting_party() RETURNS bigint LANGUAGE plpgsql STABLE PARALLEL SAFE AS $$
BEGIN
  RETURN nullif(current_setting('wayforward.party', true), '')::bigint;
END $$;

-- The party where one of the purposes was stated; NULL, which is like no row, where none was.
CREATE FUNCTION acting_party_for(VARIADIC purposes text[]) RETURNS bigint
LANGUAGE plpgsql STABLE PARALLEL SAFE AS $$
BEGIN
  IF current_setting('wayforward.purpose', true) = ANY (purposes) THEN
    RETURN nullif(current_setting('wayforward.party', true), '')::bigint;
  END IF;
  RETURN NULL;
END $$;

-- The same where a reason was given as well.
CREATE FUNCTION acting_party_with_reason_for(VARIADIC purposes text[]) RETURNS bigint
LANGUAGE plpgsql STABLE PARALLEL SAFE AS $$
BEGIN
  IF coalesce(current_setting('wayforward.reason', true), '') <> '' THEN
    RETURN acting_party_for(VARIADIC purposes);
  END IF;
  RETURN NULL;
END $$;

-- Whether one of the roles is held.
CREATE FUNCTION acting_in(VARIADIC roles text[]) RETURNS boolean LANGUAGE sql STABLE PARALLEL SAFE
RETURN coalesce(string_to_array(current_setting('wayforward.roles', true), ',') && roles, false);

-- Whether one of the purposes was stated.
CREATE FUNCTION acting_for(VARIADIC purposes text[]) RETURNS boolean LANGUAGE sql STABLE PARALLEL SAFE
RETURN coalesce(current_setting('wayforward.purpose', true) = ANY(purposes), false);

CREATE FUNCTION acting_reason() RETURNS text LANGUAGE sql STABLE PARALLEL SAFE
RETURN coalesce(current_setting('wayforward.reason', true), '');
