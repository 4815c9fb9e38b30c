"""Tables that libraries bring, reviewed one by one: the data class of each and why.

A model of a library that is not named here fails the check at start.
"""

from __future__ import annotations

from typing import NamedTuple

from wayforward.core.access.data_classes import DataClass


class Reviewed(NamedTuple):
    """What a library's table holds."""

    data_class: DataClass
    reason: str


_STAFF = "staff who sign in at the desk, by a name they chose; nobody in anybody's care"
_UNUSED = "brought by the library and empty: permissions here are roles in code"
_JOBS = (
    "names of public pages, claims and languages at most; a test reads the arguments of every task"
)
THIRD_PARTY: dict[str, Reviewed] = {
    "auth.User": Reviewed(DataClass.INTERNAL, _STAFF),
    "auth.User_groups": Reviewed(DataClass.INTERNAL, _UNUSED),
    "auth.User_user_permissions": Reviewed(DataClass.INTERNAL, _UNUSED),
    "auth.Group": Reviewed(DataClass.INTERNAL, _UNUSED),
    "auth.Group_permissions": Reviewed(DataClass.INTERNAL, _UNUSED),
    "auth.Permission": Reviewed(DataClass.INTERNAL, _UNUSED),
    "contenttypes.ContentType": Reviewed(DataClass.INTERNAL, "names of models"),
    "sessions.Session": Reviewed(
        DataClass.INTERNAL, "signed-in staff, gone after a working day; the public site sets none"
    ),
    "account.EmailAddress": Reviewed(DataClass.INTERNAL, "empty: no address of staff is kept"),
    "socialaccount.SocialAccount": Reviewed(
        DataClass.INTERNAL, "the subject of an organisation's server; the database refuses more"
    ),
    "socialaccount.SocialApp": Reviewed(DataClass.INTERNAL, "empty: settings name the server"),
    "socialaccount.SocialToken": Reviewed(DataClass.INTERNAL, "empty: no token is kept"),
    "account.EmailConfirmation": Reviewed(DataClass.INTERNAL, "empty: nobody signs up"),
    "mfa.Authenticator": Reviewed(
        DataClass.INTERNAL, "second factors of staff; their secrets are sealed"
    ),
    "procrastinate.ProcrastinateJob": Reviewed(DataClass.INTERNAL, _JOBS),
    "procrastinate.ProcrastinateEvent": Reviewed(DataClass.INTERNAL, _JOBS),
    "procrastinate.ProcrastinatePeriodicDefer": Reviewed(DataClass.INTERNAL, _JOBS),
    "procrastinate.ProcrastinateWorker": Reviewed(DataClass.INTERNAL, "signs of life of workers"),
}
