-- Who looks, as `core.access.context` has told this transaction; NULL or false where nobody has.
-- Policies call these inside a scalar subselect, so that they run once a statement, not once a row.
CREATE FUNCTION acting_account() RETURNS bigint LANGUAGE sql STABLE PARALLEL SAFE
RETURN nullif(current_setting('wayforward.account', true), '')::bigint;

CREATE FUNCTION acting_party() RETURNS bigint LANGUAGE sql STABLE PARALLEL SAFE
RETURN nullif(current_setting('wayforward.party', true), '')::bigint;

-- Whether one of the roles is held.
CREATE FUNCTION acting_in(VARIADIC roles text[]) RETURNS boolean LANGUAGE sql STABLE PARALLEL SAFE
RETURN coalesce(string_to_array(current_setting('wayforward.roles', true), ',') && roles, false);

-- Whether one of the purposes was stated.
CREATE FUNCTION acting_for(VARIADIC purposes text[]) RETURNS boolean LANGUAGE sql STABLE PARALLEL SAFE
RETURN coalesce(current_setting('wayforward.purpose', true) = ANY(purposes), false);

CREATE FUNCTION acting_reason() RETURNS text LANGUAGE sql STABLE PARALLEL SAFE
RETURN coalesce(current_setting('wayforward.reason', true), '');
