"""An account of staff: who may enter the desk and in which roles. How one signs in is allauth's."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models

from wayforward.core.access.data_classes import DataClass
from wayforward.core.access.rules import Role
from wayforward.core.parties.models import Party


class Account(models.Model):
    """A person at the desk (data class: internal, staff data).

    The user beside it holds the name, the password's hash and the last sign-in; nothing else about
    the person is kept. A closed account stays, because the log names it.
    """

    data_class = DataClass.INTERNAL
    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="account"
    )
    party = models.ForeignKey(
        Party, null=True, on_delete=models.PROTECT, related_name="accounts"
    )  # whom it acts for; none at the editorial desk
    roles = ArrayField(models.CharField(max_length=32), default=list)
    created_at = models.DateTimeField(auto_now_add=True)
    closed_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return self.user.get_username()

    @property
    def held(self) -> frozenset[Role]:
        """The roles; none once the account is closed."""
        return frozenset() if self.closed_at else frozenset(map(Role, self.roles))


class RolesApart(models.Model):
    """Two roles no one person may hold, as data/duties.yaml says; the database reads it here."""

    data_class = DataClass.PUBLIC
    first = models.CharField(max_length=32)
    second = models.CharField(max_length=32)
    reason = models.TextField()
    citation = models.TextField()

    class Meta:
        """Each pair once, in the order of the alphabet."""

        constraints = (
            models.UniqueConstraint(fields=["first", "second"], name="roles_apart_once"),
            models.CheckConstraint(
                condition=models.Q(first__lt=models.F("second")), name="roles_apart_in_order"
            ),
        )

    def __str__(self) -> str:
        return f"{self.first} / {self.second}"
