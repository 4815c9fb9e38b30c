DROP TRIGGER IF EXISTS daily_digest_append_only ON information_dailydigest;
DROP TRIGGER IF EXISTS time_stamp_append_only ON information_timestamp;
DROP FUNCTION IF EXISTS information_refuse_evidence_change();
