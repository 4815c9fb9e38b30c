"""Which failures the command line explains in one sentence instead of a traceback."""

from wayforward.database.cluster import ClusterError
from wayforward.database.programs import ProgramsMissingError

_UNREACHABLE = (
    "The database does not answer: start the product with `wayforward run`, or the database alone "
    "with `wayforward database start`, or check DATABASE_URL."
)
_EMPTY = "The database has no tables yet: run `wayforward setup`."


def explain(problem: BaseException) -> str | None:
    """The sentence for `problem`, or None when it is a defect that deserves its traceback."""
    from django.core.exceptions import ImproperlyConfigured
    from django.db import OperationalError, ProgrammingError

    if isinstance(problem, OperationalError):
        return _UNREACHABLE
    if isinstance(problem, ProgrammingError) and "does not exist" in str(problem):
        return _EMPTY
    if isinstance(problem, ClusterError | ProgramsMissingError | ImproperlyConfigured):
        return str(problem)
    return None
