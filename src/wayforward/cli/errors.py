"""Which failures the command line explains in one sentence instead of a traceback."""

from wayforward.database.cluster import ClusterError
from wayforward.database.programs import ProgramsMissingError

_UNREACHABLE = (
    "The database does not answer: start the product with `wayforward run`, or the database alone "
    "with `wayforward database start`, or check DATABASE_URL."
)
_EMPTY = "The database has no tables yet: run `wayforward setup`."


def expected_failures() -> tuple[type[Exception], ...]:
    """The classes worth a look by `explain`; asked for only once something has failed."""
    from django.core.exceptions import ImproperlyConfigured
    from django.db import OperationalError, ProgrammingError

    return (
        OperationalError,
        ProgrammingError,
        ImproperlyConfigured,
        ClusterError,
        ProgramsMissingError,
    )


def explain(problem: BaseException) -> str | None:
    """The sentence for `problem`, or None when it is a defect that deserves its traceback."""
    from django.db import OperationalError, ProgrammingError

    if isinstance(problem, OperationalError):
        return _UNREACHABLE
    if isinstance(problem, ProgrammingError):
        return _EMPTY if "does not exist" in str(problem) else None
    return str(problem)
