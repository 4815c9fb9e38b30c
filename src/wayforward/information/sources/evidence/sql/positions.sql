-- Where captures stand in the digest of the day on which they were recorded: for each pair of a day and
-- a leaf the byte before which the leaf begins, 0 where it is not among the day's leaves. Days without
-- a digest are left out. The leaves stay in the database.
SELECT asked.number, digest.id, position(asked.leaf IN digest.leaves)
FROM unnest(%(days)s::date[], %(leaves)s::bytea[]) WITH ORDINALITY AS asked(day, leaf, number)
JOIN information_dailydigest AS digest ON digest.day = asked.day
