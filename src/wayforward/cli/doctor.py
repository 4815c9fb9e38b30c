"""`wayforward doctor`: each check says what it found and, when wrong, how to mend it."""

import json
import shutil
from collections.abc import Callable
from dataclasses import asdict, dataclass
from datetime import UTC, date, datetime, timedelta

import click
import psycopg
from django.conf import settings

from wayforward.conf import environment
from wayforward.database.cluster import ClusterError, cluster_in
from wayforward.database.programs import ProgramsMissingError

_LEAST_DISK_GB = 2.0
_EARLIEST_SANE_YEAR = 2025
_HOURS_UNSIGNED = 2  # an hour is as it should be (core.audit.head_actions.LONGEST)
# first capture, last day with a digest, how many have no time stamp, the last failure
_DIGESTS = """
SELECT (SELECT min(recorded_at) FROM information_capture),
  (SELECT max(day) FROM information_dailydigest),
  (SELECT count(*) FROM information_dailydigest AS digest
   WHERE NOT EXISTS (SELECT FROM information_timestamp WHERE digest_id = digest.id)),
  (SELECT message FROM information_stamptrouble ORDER BY at DESC LIMIT 1)
"""
# when the log begins, the last day closed, when the last head was made, events it holds, events
# that wait for one, and since when
_HEADS = """
SELECT (SELECT * FROM core_log_begins()), (SELECT max(day) FROM core_loghead),
  (SELECT made_at FROM core_loghead ORDER BY id DESC LIMIT 1), signed, waiting, since
FROM core_log_waiting()
"""
_KEEP_TICKING = "Keep the scheduler running (`wayforward run`), or run `wayforward tick`."


@dataclass(frozen=True, slots=True)
class Finding:
    """One check: its name, whether it is in order, what was seen, how to mend it."""

    name: str
    fine: bool
    seen: str
    mend: str = ""


def _database_url() -> str:
    env = environment()
    return env.database_url or cluster_in(env.data).url()


def _ask_database(question: str) -> tuple[object, ...]:
    with psycopg.connect(_database_url(), connect_timeout=5) as link:
        row = link.execute(question).fetchone()
    return tuple(row or ())


def check_database() -> Finding:
    """Whether the database answers, and its version."""
    mend = "Start it with `wayforward database start`, or correct DATABASE_URL."
    try:
        (version,) = _ask_database("SELECT current_setting('server_version_num')::int")
    except (psycopg.Error, ClusterError, ProgramsMissingError) as problem:
        return Finding("database", False, str(problem).splitlines()[0], mend)
    fine = int(str(version)) >= 150000
    return Finding("database", fine, f"PostgreSQL {version}", "" if fine else "Use PostgreSQL 15+.")


def check_locale() -> Finding:
    """Trigram search of Arabic script works only in a UTF-8 locale: two forms must match."""
    mend = (
        "Create the database with locale C.UTF-8 or ICU: in locale C Dari and Pashto are not found."
    )
    try:
        (similar,) = _ask_database("SELECT similarity('پناهنده', 'پناهندگان')")
    except psycopg.Error as problem:
        return Finding("locale", False, str(problem).splitlines()[0], mend + " Needs pg_trgm.")
    fine = float(str(similar)) > 0
    return Finding(
        "locale", fine, f"similarity of two Dari forms is {similar}", "" if fine else mend
    )


def check_pgvector() -> Finding:
    """Whether the vector extension with half precision is there (0.7 or later)."""
    mend = "Install pgvector 0.7+ and run CREATE EXTENSION vector as a superuser."
    try:
        (found,) = _ask_database("SELECT '[1,2,3]'::halfvec <#> '[1,2,3]'::halfvec")
    except psycopg.Error as problem:
        return Finding("pgvector", False, str(problem).splitlines()[0], mend)
    return Finding("pgvector", True, f"half-precision vectors answer ({found})")


def check_tables() -> Finding:
    """Whether setup has run and how much there is to answer from."""
    mend = "Run `wayforward setup`."
    try:
        sources, passages = _ask_database(
            "SELECT (SELECT count(*) FROM information_source),"
            " (SELECT count(*) FROM information_passage)"
        )
    except psycopg.Error as problem:
        return Finding("tables", False, str(problem).splitlines()[0], mend)
    seen = f"{sources} sources, {passages} passages"
    if not passages:
        return Finding(
            "tables", True, seen + "; nothing to answer from yet: import or check sources"
        )
    return Finding("tables", True, seen)


def check_disk() -> Finding:
    """Free space where captures and the database live."""
    data = environment().data
    data.mkdir(parents=True, exist_ok=True)
    free = shutil.disk_usage(data).free / 1e9
    fine = free >= _LEAST_DISK_GB
    mend = "" if fine else f"Free space below {data}, or move it with WAYFORWARD_DATA."
    return Finding("disk", fine, f"{free:.1f} GB free", mend)


def check_model() -> Finding:
    """Whether the embedding model loads and puts like near like across languages."""
    from wayforward.information.answers.embedding import EmbedderUnavailableError, get_embedder

    mend = "Run `make setup` again, or correct WAYFORWARD_EMBEDDER_URL."
    try:
        embedder = get_embedder()
        dari, english, other = embedder.queries(["پناهندگی", "asylum", "bread recipe"])
    except (EmbedderUnavailableError, OSError, ImportError) as problem:
        return Finding("model", False, str(problem), mend)
    fine = float(dari @ english) > float(dari @ other)
    return Finding("model", fine, f"{embedder.name} answers", "" if fine else mend)


def check_clock() -> Finding:
    """This machine's clock against reason and against the database's clock."""
    now = datetime.now(UTC)
    if now.year < _EARLIEST_SANE_YEAR:
        return Finding(
            "clock", False, f"it says {now:%Y-%m-%d}", "Set the clock: dates would be wrong."
        )
    try:
        (seconds,) = _ask_database("SELECT extract(epoch FROM now())")
    except psycopg.Error:
        return Finding("clock", True, f"{now:%Y-%m-%d %H:%M} UTC")
    drift = abs(float(str(seconds)) - datetime.now(UTC).timestamp())
    fine = drift < 5
    mend = "" if fine else "Synchronise the clocks of this machine and the database server (NTP)."
    return Finding("clock", fine, f"{drift:.1f} s from the database's clock", mend)


def check_signing() -> Finding:
    """Whether files of answers can be signed."""
    from django.core.exceptions import ImproperlyConfigured

    from wayforward.core.documents.signing import public_key
    from wayforward.core.outside.signatures import key_name

    mend = "Correct WAYFORWARD_SIGNING_KEY, or put back signing.key in the data folder."
    try:
        return Finding("signing", True, f"key {key_name(public_key())}")
    except (ImproperlyConfigured, OSError) as problem:
        return Finding("signing", False, str(problem), mend)


def check_sources() -> Finding:
    """Sources whose last visit failed."""
    try:
        failed, never, total = _ask_database(
            "SELECT count(*) FILTER (WHERE state IN ('fetch_failed','blocked','refused')),"
            " count(*) FILTER (WHERE state = 'never_checked'), count(*)"
            " FROM information_source WHERE active"
        )
    except psycopg.Error as problem:
        return Finding("sources", False, str(problem).splitlines()[0], "Run `wayforward setup`.")
    fine = not failed
    mend = "" if fine else "See `wayforward sources status`: each names its reason."
    return Finding("sources", fine, f"{failed} of {total} unreachable, {never} never checked", mend)


def check_digests(ask: Callable[[str], tuple[object, ...]] = _ask_database) -> Finding:
    """Days without a digest, and why a time stamp is missing."""
    try:
        begun, last, waiting, trouble = ask(_DIGESTS)
    except psycopg.Error as problem:
        return Finding("digests", False, str(problem).splitlines()[0], "Run `wayforward setup`.")
    seen = f"made up to {last}" if last else "none made yet"
    if due := _days_due(last, begun):
        return Finding("digests", False, f"{seen}; {due} days are over without one", _KEEP_TICKING)
    if not environment().timestamp_url:
        return Finding("digests", True, f"{seen}; no time stamps are asked for")
    seen = f"{seen}; {waiting} wait for a time stamp"
    if not trouble:
        return Finding("digests", True, seen)
    mend = "Correct WAYFORWARD_TIMESTAMP_URL or its certificates; it is tried at every tick."
    return Finding("digests", False, f"{seen}: {trouble}", mend)


def check_heads(ask: Callable[[str], tuple[object, ...]] = _ask_database) -> Finding:
    """Up to which day and event the log is held by signed heads, how long ago, and what waits."""
    try:
        begun, last, made_at, held, waiting, since = ask(_HEADS)
    except psycopg.Error as problem:
        return Finding("heads", False, str(problem).splitlines()[0], "Run `wayforward setup`.")
    seen = "none made yet"
    if isinstance(made_at, datetime):
        days = f"its days up to {last}" if last else "no day yet"
        seen = f"{held} events and {days} are signed, {_hours_since(made_at):.0f} hours ago"
    if waiting:
        seen = f"{seen}; {waiting} events wait for a head"
    if due := _days_due(last, begun):
        mend = f"{_KEEP_TICKING} A day also waits for a transaction that began on it to end."
        return Finding("heads", False, f"{seen}; {due} days are over without one", mend)
    if isinstance(since, datetime) and _hours_since(since) >= _HOURS_UNSIGNED:
        late = f"{seen}, the first for {_hours_since(since):.0f} hours"
        return Finding("heads", False, late, _KEEP_TICKING)
    return Finding("heads", True, seen)


def _hours_since(at: datetime) -> float:
    return (datetime.now(UTC) - at) / timedelta(hours=1)


def _days_due(last: object, begun: object) -> int:
    """How many days are over and not closed, after the last that is or since the first."""
    from wayforward.core.utc_days import days_due

    closed = last if isinstance(last, date) else None
    since = begun if isinstance(begun, datetime) else None
    return len(days_due(closed, since, datetime.now(UTC)))


def check_walls() -> Finding:
    """Whether every table about parties and persons is walled in."""
    from django.db import DatabaseError, connection

    from wayforward.core.access.checks import database_faults, model_faults

    mend = "See `wayforward access check`, and run `wayforward setup`."
    try:
        with connection.cursor() as cursor:
            faults = [*model_faults(), *database_faults(cursor)]
    except DatabaseError as problem:
        return Finding("walls", False, str(problem).splitlines()[0], "Run `wayforward setup`.")
    if faults:
        return Finding("walls", False, f"{len(faults)} faults, the first: {faults[0]}", mend)
    return Finding("walls", True, "every walled table is closed to other parties")


def check_role() -> Finding:
    """Whether the role that runs the product can do nothing to the walls."""
    from django.db import DatabaseError, connection

    from wayforward.core.access.checks import role_faults

    mend = (
        "Give DATABASE_URL a role of its own, neither superuser nor owner of the tables, and name"
        " the owner in DATABASE_OWNER_URL: see the operator's guide."
    )
    try:
        with connection.cursor() as cursor:
            faults = list(role_faults(cursor))
    except DatabaseError as problem:
        return Finding("role", False, str(problem).splitlines()[0], mend)
    if faults:
        return Finding("role", False, " ".join(map(str, faults)), mend)
    return Finding("role", True, "the role of the product owns nothing and bypasses nothing")


def check_keys() -> Finding:
    """Whether sealed fields can be opened: the keys are there."""
    from django.core.exceptions import ImproperlyConfigured

    from wayforward.core.access.keyring import keyring

    mend = "Correct WAYFORWARD_SEALING_KEYS, or put back sealing.keys in the data folder."
    try:
        return Finding("keys", True, f"sealing with {keyring().current.name}")
    except (ImproperlyConfigured, OSError) as problem:
        return Finding("keys", False, str(problem), mend)


def check_name_keys() -> Finding:
    """Whether names are found by the rules of today: keys were made by the same."""
    from django.db import DatabaseError

    from wayforward.core.persons.keying import outdated

    try:
        old = [party.key for party in outdated()]
    except DatabaseError as problem:
        return Finding("names", False, str(problem).splitlines()[0], "Run `wayforward setup`.")
    if old:
        seen = f"keys made by earlier rules: {', '.join(old)}; some persons are not found"
        return Finding("names", False, seen, "Run `wayforward persons renew-keys`.")
    return Finding("names", True, "every name is kept under keys of the present rules")


def check_sign_in_server() -> Finding:
    """Whether the organisation's sign-in server answers as it must, when one is set."""
    from wayforward.core.access.oidc.asking import fetch_description, fetch_keys
    from wayforward.core.access.oidc.errors import IssuerSilentError, IssuerUntrustedError
    from wayforward.core.access.oidc.provider import redirect_uri

    server = settings.SIGN_IN_SERVER
    if server is None:
        return Finding("sign-in server", True, "none is set")
    try:
        fetch_keys(server, fetch_description(server))
    except (IssuerSilentError, IssuerUntrustedError) as problem:
        mend = "Correct WAYFORWARD_OIDC_URL, or ask whoever runs the server."
        return Finding("sign-in server", False, f"{server.issuer}: {problem}", mend)
    return Finding("sign-in server", True, f"{server.issuer} answers; register {redirect_uri()}")


def check_messengers() -> Finding:
    """Whether each messenger is set up whole or not at all."""
    wanted = {"Telegram": settings.TELEGRAM.given, "WhatsApp": settings.WHATSAPP.given}
    missing = [
        name
        for given in wanted.values()
        for name, there in given.items()
        if any(given.values()) and not there
    ]
    if missing:
        seen = f"half set up, so nobody is answered: {', '.join(missing)} not set"
        return Finding("messengers", False, seen, "Set them too, or take away their like.")
    ready = [name for name, given in wanted.items() if all(given.values())]
    return Finding("messengers", True, f"{' and '.join(ready)} set up" if ready else "none is set")


CHECKS: tuple[Callable[[], Finding], ...] = (
    check_database,
    check_locale,
    check_pgvector,
    check_tables,
    check_disk,
    check_model,
    check_clock,
    check_signing,
    check_keys,
    check_walls,
    check_role,
    check_name_keys,
    check_sources,
    check_digests,
    check_heads,
    check_sign_in_server,
    check_messengers,
)


_WITHOUT_DATABASE = (
    check_disk, check_model, check_clock, check_signing, check_sign_in_server,
    check_messengers,
)  # fmt: skip


def examine() -> list[Finding]:
    """Every check in order; when the database is away, what needs it is not asked again."""
    first = check_database()
    rest = CHECKS[1:] if first.fine else _WITHOUT_DATABASE
    return [first, *(check() for check in rest)]


@click.command()
@click.option("--json", "as_json", is_flag=True, help="For machines.")
def doctor(as_json: bool) -> None:
    """Say what is wrong and how to mend it."""
    from wayforward.conf import start_django

    start_django()
    findings = examine()
    if as_json:
        click.echo(json.dumps([asdict(finding) for finding in findings], ensure_ascii=False))
    else:
        for finding in findings:
            click.echo(f"{'ok   ' if finding.fine else 'WRONG'} {finding.name}: {finding.seen}")
            if finding.mend:
                click.echo(f"      {finding.mend}")
    if not all(finding.fine for finding in findings):
        raise click.exceptions.Exit(1)
