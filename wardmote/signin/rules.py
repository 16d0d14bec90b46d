"""Who must prove more than a password, who may come in by mail, and for how long."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import timedelta

from wardmote.groups.rules import GroupKind
from wardmote.people.rules import Role

#: kinds of group that an issue, and with it restricted text, may be passed to
HOLDERS = set(GroupKind) - {GroupKind.DATA}

MAIL_LINK_LIVES = timedelta(minutes=15)
MAIL_LINKS_EACH = 3  # for one address, in the time that one lives
MAIL_LINKS_FROM_ONE_PLACE = 20  # from one network address: an office shares one
MAIL_LINKS_IN_ALL = 300  # for all addresses together, so that nobody fills the table
HALFWAY_LIVES = timedelta(minutes=10)  # between the password and the second factor
CONFIRMED_LIVES = timedelta(minutes=10)  # before changing a second factor

CODE_DIGITS, RECOVERY_DIGITS = 6, 8


def needs_second_factor(
    role: Role,
    kinds: Collection[GroupKind],
    *,
    holds_elected_office: bool,
    is_restricted_on: bool,
) -> bool:
    """Whoever may come to read restricted text needs one, once there is such text.

    An officer always does: officers give and take everybody's access.
    """
    if not is_restricted_on:
        return False
    if role == Role.OFFICER:
        return True
    return not holds_elected_office and bool(HOLDERS & set(kinds))


def may_use_mail_link(
    role: Role, *, acts_for_place: bool, holds_elected_office: bool, has_partner_seat: bool
) -> bool:
    """A link by mail is enough for whoever reads released text only: Members and clerks."""
    if role != Role.NONE or not acts_for_place:
        return False
    return holds_elected_office or not has_partner_seat


@dataclass(frozen=True, slots=True)
class Provider:
    """An organisation's own sign-in (OpenID Connect), named in the environment.

    People whose address is in one of `domains` use it and nothing else.
    """

    key: str
    name: str
    issuer: str
    client_id: str
    client_secret: str
    domains: tuple[str, ...]
    has_second_factor: bool = False

    def __repr__(self) -> str:
        return f"Provider({self.key})"  # the secret stays out of logs and tracebacks


def provider_for(email: str, providers: Iterable[Provider]) -> Provider | None:
    """The provider that people with this address must use, if there is one."""
    domain = email.strip().rpartition("@")[2].casefold()
    return next((one for one in providers if domain and domain in one.domains), None)


BROWSERS = (
    ("Edg", "Edge"),
    ("OPR/", "Opera"),
    ("SamsungBrowser", "Samsung Internet"),
    ("Firefox", "Firefox"),
    ("FxiOS", "Firefox"),
    ("CriOS", "Chrome"),
    ("Chrome", "Chrome"),
    ("Safari", "Safari"),
)
SYSTEMS = (
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Android", "Android"),
    ("Windows", "Windows"),
    ("Mac OS X", "Mac"),
    ("CrOS", "ChromeOS"),
    ("Linux", "Linux"),
)


def browser_words(user_agent: str) -> str:
    """“Firefox on Windows”, for people to know their own machines by."""
    browser = next((words for mark, words in BROWSERS if mark in user_agent), "")
    system = next((words for mark, words in SYSTEMS if mark in user_agent), "")
    return " on ".join(part for part in (browser, system) if part) or "Unknown browser"
