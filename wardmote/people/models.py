"""Organisations, people, and the one-time links that let them set a password."""

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils.crypto import salted_hmac

from wardmote.people.rules import ROLE_NAMES, Role


class Organisation(models.Model):
    """A body that works in the partnership."""

    name = models.CharField(max_length=120, unique=True)
    #: employs the partnership's office and keeps its information; one at most
    is_host = models.BooleanField(default=False)

    class Meta:
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(
                fields=["is_host"], condition=Q(is_host=True), name="one_host"
            )
        ]

    def __str__(self) -> str:
        return self.name


class People(BaseUserManager["User"]):
    """Finds people by their e-mail address, whatever its case."""

    def get_by_natural_key(self, username: str | None) -> "User":
        return self.get(email__iexact=username or "")


class User(AbstractBaseUser):
    """A person with an account. Never deleted: deactivated."""

    email = models.EmailField(unique=True)
    name = models.CharField(max_length=120)
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, null=True, blank=True, related_name="people"
    )
    role = models.CharField(
        max_length=10,
        blank=True,
        default=Role.NONE,
        choices=[(role.value, words) for role, words in ROLE_NAMES.items()],
    )
    is_active = models.BooleanField(default=True)
    #: grows when the account is shut: no session from before opens it again
    times_shut = models.PositiveIntegerField(default=0)

    objects = People()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["name"]

    class Meta:
        ordering = ["name", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(role__in=[role.value for role in Role]),
                name="user_role_known",
            ),
            models.UniqueConstraint(Lower("email"), name="user_email_once"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def seal(self) -> str:
        """Names this person to their own browser, and tells nobody who it is."""
        salt = "wardmote.people.models.User.seal"
        return salted_hmac(salt, str(self.pk), algorithm="sha256").hexdigest()[:32]

    def _get_session_auth_hash(self, secret: str | None = None) -> str:
        """What a session is bound to: the password, and how often the account was shut."""
        bound = f"{self.password}|{self.times_shut}"
        salt = "wardmote.people.models.User.session"
        return salted_hmac(salt, bound, secret=secret, algorithm="sha256").hexdigest()


class OneTimeLink(models.Model):
    """Lets one person set a password once. Only a digest of the link is kept."""

    user = models.ForeignKey(User, models.CASCADE, related_name="links")
    digest = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"link for {self.user}"
