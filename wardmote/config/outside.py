"""What lies outside this machine, read from the environment: mail, organisations' sign-ins."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import parse_qs, unquote, urlsplit

from wardmote.kernel.errors import RuleBroken
from wardmote.signin.rules import Provider

#: whose API can be used instead of SMTP: django-anymail's names for them
MAIL_PROVIDERS = (
    *("amazon_ses", "brevo", "mailersend", "mailgun", "mailjet", "mailtrap", "mandrill"),
    *("postal", "postmark", "resend", "scaleway", "sendgrid", "sparkpost", "unisender_go"),
)
#: ... which of them can be told with each mail not to trace who opens it
CAN_BE_TOLD = (
    *("mailersend", "mailgun", "mailjet", "mandrill", "postmark", "resend", "sendgrid"),
    *("sparkpost", "unisender_go"),
)
LOCAL = ("localhost", "127.0.0.1", "::1")
TRUE = ("true", "1", "yes", "on")


def providers_from(given: Mapping[str, str]) -> tuple[Provider, ...]:
    """One provider for each key in WARDMOTE_PROVIDERS; RuleBroken says what is missing."""
    keys = given.get("WARDMOTE_PROVIDERS", "").replace(",", " ").split()
    found = tuple(_provider(key.lower(), given) for key in keys)
    domains = [domain for one in found for domain in one.domains]
    if len(domains) != len(set(domains)):
        raise RuleBroken("WARDMOTE_PROVIDERS: two of them name the same e-mail domain")
    return found


def _provider(key: str, given: Mapping[str, str]) -> Provider:
    if not key.isascii() or not key.isalnum():
        raise RuleBroken(f"WARDMOTE_PROVIDERS: {key} must be letters and digits only")

    def value(name: str) -> str:
        variable = f"WARDMOTE_PROVIDER_{key.upper()}_{name}"
        if not given.get(variable, "").strip():
            raise RuleBroken(f"{variable} is not set. WARDMOTE_PROVIDERS names {key}")
        return given[variable].strip()

    issuer = value("ISSUER")
    _check_issuer(key, issuer)
    second = given.get(f"WARDMOTE_PROVIDER_{key.upper()}_SECOND_FACTOR", "").strip().lower()
    return Provider(
        key=key,
        name=value("NAME"),
        issuer=issuer,
        client_id=value("CLIENT_ID"),
        client_secret=value("CLIENT_SECRET"),
        domains=tuple(value("DOMAINS").replace(",", " ").casefold().split()),
        has_second_factor=second in TRUE,
    )


def _check_issuer(key: str, issuer: str) -> None:
    address = urlsplit(issuer)
    is_local = address.scheme == "http" and address.hostname in LOCAL
    if not address.hostname or not (address.scheme == "https" or is_local):
        raise RuleBroken(f"WARDMOTE_PROVIDER_{key.upper()}_ISSUER must begin with https://")
    if "/common/" in f"{issuer}/" or "/organizations/" in f"{issuer}/":
        raise RuleBroken(
            f"WARDMOTE_PROVIDER_{key.upper()}_ISSUER must name your own tenant: with "
            "“common” any tenant in the world could sign in"
        )


@dataclass(frozen=True, slots=True)
class Mail:
    """Where outgoing mail is handed over; without a host or a provider none is sent."""

    provider: str = ""
    host: str = ""
    port: int = 587
    user: str = ""
    password: str = field(default="", repr=False)
    use_ssl: bool = False
    use_tls: bool = True

    @property
    def is_on(self) -> bool:
        return bool(self.host or self.provider)

    @property
    def backend(self) -> str:
        if self.provider:
            return f"anymail.backends.{self.provider}.EmailBackend"
        kind = "smtp" if self.host else "console"
        return f"django.core.mail.backends.{kind}.EmailBackend"


def anymail_from(given: Mapping[str, str], provider: str) -> dict[str, object]:
    """What WARDMOTE_ANYMAIL_... says of a provider; nobody's opening of a mail is traced."""
    begins = "WARDMOTE_ANYMAIL_"
    told: dict[str, object] = {
        name.removeprefix(begins): value
        for name, value in given.items()
        if name.startswith(begins)
    }
    if provider in CAN_BE_TOLD:
        told["SEND_DEFAULTS"] = {"track_opens": False, "track_clicks": False}
    return told


def mail_from(url: str, provider: str = "") -> Mail:
    """Read smtp://user:password@host:587 or smtps://...; RuleBroken for anything else."""
    if provider and url:
        raise RuleBroken("Set WARDMOTE_MAIL_URL or WARDMOTE_MAIL_PROVIDER, not both")
    if provider and provider not in MAIL_PROVIDERS:
        raise RuleBroken(f"WARDMOTE_MAIL_PROVIDER must be one of {', '.join(MAIL_PROVIDERS)}")
    if provider:
        return Mail(provider=provider)
    if not url:
        return Mail()
    address = urlsplit(url)
    if address.scheme not in ("smtp", "smtps") or not address.hostname:
        raise RuleBroken("WARDMOTE_MAIL_URL must look like smtp://user:password@host:587")
    is_plain = parse_qs(address.query).get("tls") == ["off"]
    if is_plain and address.hostname not in LOCAL:
        raise RuleBroken("WARDMOTE_MAIL_URL: tls=off is only for a mail server on this machine")
    is_ssl = address.scheme == "smtps"
    return Mail(
        host=address.hostname,
        port=address.port or (465 if is_ssl else 587),
        user=unquote(address.username or ""),
        password=unquote(address.password or ""),
        use_ssl=is_ssl,
        use_tls=not is_ssl and not is_plain,
    )
