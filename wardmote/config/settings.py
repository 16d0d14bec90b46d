"""All settings, read from the environment; a wrong value stops the start.

docs/reference/settings.md is generated from SETTINGS below.
"""

import os
from pathlib import Path

import dj_database_url
from csp.constants import NONE, SELF
from environs import Env, validate

from wardmote.config.home import home_folder, secret_key
from wardmote.config.outside import anymail_from, mail_from, providers_from

env = Env(prefix="WARDMOTE_")

#: name without prefix -> (what it does, default)
SETTINGS = {
    "HOME": ("The folder that holds everything", "~/.local/share/wardmote"),
    "DATABASE_URL": (
        "postgres://user:password@host/name for PostgreSQL",
        "SQLite in the home folder",
    ),
    "SECRET_KEY": ("Signs sessions and links", "made once, kept in the home folder"),
    "HOSTS": ("Host names served, comma separated", "localhost,127.0.0.1"),
    "HTTPS": ("Served over https: secure cookies and HSTS", "false"),
    "ADDRESS": (
        "How people reach it, for links in mail sent by commands, such as "
        "`https://wardmote.example`",
        "http or https and the first of HOSTS",
    ),
    "PORT": ("The port `wardmote serve` listens on", "8000"),
    "UPLOAD_LIMIT_MB": ("Largest file taken by a page", "200"),
    "TEXT_KEYS": (
        "File with the keys that seal restricted text, kept outside the home and its backups",
        "none: restricted text is not sealed",
    ),
    "CLIENT_ADDRESS_HEADER": (
        "The header in which the web server in front says who asks, such as `X-Real-IP`; it "
        "must set it itself, whatever came in",
        "none is believed",
    ),
    "SEARCHES_A_MINUTE": ("How often one person may search within a minute", "60"),
    "OPEN_DATA_A_MINUTE": (
        "How often one address may ask for open data within a minute",
        "300",
    ),
    "MAIL_URL": (
        "Outgoing mail: `smtp://user:password@host:587` or `smtps:`, percent-encoded",
        "no mail is sent",
    ),
    "MAIL_PROVIDER": (
        "Instead of MAIL_URL: a mail provider by the name that django-anymail gives it, such "
        "as `postmark`",
        "none",
    ),
    "ANYMAIL_NAME": (
        "For each NAME that django-anymail asks for: such as `WARDMOTE_ANYMAIL_POSTMARK_SERVER_"
        "TOKEN`, and `WARDMOTE_ANYMAIL_WEBHOOK_SECRET` (user:password) to hear what came back",
        "",
    ),
    "MAIL_FROM": ("The address mail comes from", "wardmote@ the first of HOSTS"),
    "PROVIDERS": (
        "Keys of the organisations whose own sign-in (OpenID Connect) is used, comma separated",
        "none",
    ),
    "PROVIDER_KEY_NAME": ("For each KEY: the organisation’s name", ""),
    "PROVIDER_KEY_ISSUER": (
        "Its issuer, such as `https://login.microsoftonline.com/TENANT/v2.0`",
        "",
    ),
    "PROVIDER_KEY_CLIENT_ID": ("The application’s id there", ""),
    "PROVIDER_KEY_CLIENT_SECRET": ("Its secret; kept nowhere else", ""),
    "PROVIDER_KEY_DOMAINS": ("E-mail domains whose people must use it, comma separated", ""),
    "PROVIDER_KEY_SECOND_FACTOR": ("It asks everybody for a second factor itself", "false"),
    "POLICE_API": (
        "Tests and trials only: another address than the police's own API, https or on "
        "127.0.0.1; `wardmote fetch street` asks it instead",
        "https://data.police.uk/api",
    ),
    "DEBUG": ("Developers only: tracebacks on pages", "false"),
}

BASE = Path(__file__).resolve().parent.parent
WARDMOTE_HOME = home_folder()
WAREHOUSE = WARDMOTE_HOME / "warehouse"
FILES = WARDMOTE_HOME / "files"

SECRET_KEY = env.str("SECRET_KEY", None) or secret_key(WARDMOTE_HOME)
DEBUG = env.bool("DEBUG", False)
TEXT_KEYS = env.str("TEXT_KEYS", "")
HTTPS = env.bool("HTTPS", False)
ALLOWED_HOSTS = env.list("HOSTS", ["localhost", "127.0.0.1", "[::1]"])
ADDRESS = env.str("ADDRESS", f"{'https' if HTTPS else 'http'}://{ALLOWED_HOSTS[0]}").rstrip("/")
POLICE_API = env.str("POLICE_API", "https://data.police.uk/api")
CLIENT_ADDRESS_HEADER = env.str("CLIENT_ADDRESS_HEADER", "")
SEARCHES_A_MINUTE = env.int("SEARCHES_A_MINUTE", 60, validate=validate.Range(min=1))
OPEN_DATA_A_MINUTE = env.int("OPEN_DATA_A_MINUTE", 300, validate=validate.Range(min=1))
UPLOAD_LIMIT = env.int("UPLOAD_LIMIT_MB", 200) * 1024 * 1024

INSTALLED_APPS = [
    "wardmote.audit",
    "wardmote.charts",
    "wardmote.papers",
    "wardmote.partnership",
    "wardmote.people",
    "wardmote.places",
    "wardmote.preelection",
    "wardmote.groups",
    "wardmote.agreements",
    "wardmote.signin",
    "wardmote.restricted",
    "wardmote.releases",
    "wardmote.datasets",
    "wardmote.flags",
    "wardmote.actions",
    "wardmote.issues",
    "wardmote.surveys",
    "wardmote.areas",
    "wardmote.reports",
    "wardmote.meetings",
    "wardmote.briefings",
    "wardmote.pulse",
    "wardmote.bulletins",
    "wardmote.digests",
    "wardmote.opendata",
    "wardmote.desk",
    "wardmote.keeping",
    "wardmote.demo",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.humanize",
    "django.contrib.messages",
    "django.contrib.sessions",
    "django.contrib.staticfiles",
    "django.forms",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "axes",
    "csp",
    "django_htmx",
    "django_tasks",
    "django_tasks_db",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "wardmote.people.middleware.AskedOnce",
    "wardmote.people.middleware.SessionLimits",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "wardmote.signin.middleware.SecondFactor",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "wardmote.people.middleware.NoStore",
    "axes.middleware.AxesMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "wardmote.people.middleware.OnlyByButton",
]

ROOT_URLCONF = "wardmote.config.urls"
WSGI_APPLICATION = "wardmote.config.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "wardmote.people.context.page",
            ],
        },
    }
]
FORM_RENDERER = "wardmote.config.forms.Renderer"


def _database() -> dict[str, object]:
    url = env.str("DATABASE_URL", "")
    if url:
        found = dj_database_url.parse(url, conn_max_age=0)
        found["OPTIONS"] = {**found.get("OPTIONS", {}), "pool": True}
        return dict(found)
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": WARDMOTE_HOME / "wardmote.sqlite3",
        "OPTIONS": {
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            "init_command": (
                "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; "
                "PRAGMA foreign_keys=ON; PRAGMA cache_size=-16000;"
            ),
        },
    }


DATABASES = {"default": _database()}

AUTH_USER_MODEL = "people.User"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "django.contrib.auth.backends.ModelBackend",
    "wardmote.signin.backends.SecondFactorBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in ("UserAttributeSimilarityValidator", "CommonPasswordValidator")
] + [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    }
]
LOGIN_URL = "sign-in"
LOGIN_REDIRECT_URL = "start"
LOGOUT_REDIRECT_URL = "home"
AXES_FAILURE_LIMIT = 8
AXES_COOLOFF_TIME = 0.25  # hours
AXES_LOCKOUT_PARAMETERS = ["username"]
AXES_RESET_ON_SUCCESS = True
AXES_USERNAME_FORM_FIELD = "username"
AXES_USERNAME_CALLABLE = "wardmote.people.access.account_tried"
AXES_LOCKOUT_TEMPLATE = "people/locked.html"
AXES_VERBOSE = False
AXES_ENABLE_ADMIN = False
AXES_SENSITIVE_PARAMETERS = [
    "username",
    "ip_address",
    "code",
    "passkey",
    "csrfmiddlewaretoken",
]

# django-allauth keeps second factors and makes the round trip to an organisation's own
# sign-in. None of its addresses or pages is reachable, and nobody signs up.
PROVIDERS = providers_from(os.environ)
ACCOUNT_ADAPTER = "wardmote.signin.adapters.AccountAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
MFA_ADAPTER = "wardmote.signin.adapters.FactorAdapter"
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes", "webauthn"]
MFA_WEBAUTHN_USER_VERIFICATION = "preferred"
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not HTTPS
SOCIALACCOUNT_ADAPTER = "wardmote.signin.adapters.ProviderAdapter"
SOCIALACCOUNT_STORE_TOKENS = False
SOCIALACCOUNT_REQUESTS_TIMEOUT = 10

SESSION_ENGINE = "wardmote.signin.store"
SESSION_COOKIE_AGE = 12 * 60 * 60
SESSION_IDLE_SECONDS = 30 * 60
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "wardmote.people.views.csrf_failure"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = HTTPS
SECURE_SSL_REDIRECT = HTTPS
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if HTTPS else None
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "font-src": [SELF],
        "connect-src": [SELF],
        "img-src": [SELF, "data:"],
        "manifest-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}

STATIC_URL = "static/"
STATICFILES_DIRS = [BASE / "static"]
STATIC_ROOT = BASE.parent / "build" / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
WHITENOISE_MAX_AGE = 3600

MEDIA_ROOT = FILES
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2000
FILE_UPLOAD_MAX_MEMORY_SIZE = 1024 * 1024
FILE_UPLOAD_HANDLERS = [
    "wardmote.datasets.uploads.Limit",
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "django.core.files.uploadhandler.TemporaryFileUploadHandler",
]

TASKS = {
    "default": {
        "BACKEND": "django_tasks_db.DatabaseBackend",
        "QUEUES": ["default"],
        "ENQUEUE_ON_COMMIT": True,
    }
}

LANGUAGE_CODE = "en-gb"
TIME_ZONE = "Europe/London"
USE_TZ = True
USE_I18N = True
FORMAT_MODULE_PATH = ["wardmote.config.formats"]

MAIL = mail_from(env.str("MAIL_URL", ""), env.str("MAIL_PROVIDER", ""))
MAIL_IS_ON = MAIL.is_on
ANYMAIL = anymail_from(os.environ, MAIL.provider)
#: a provider may say what came back once it has a secret to prove itself by
MAIL_EVENTS = MAIL.provider if ANYMAIL.get("WEBHOOK_SECRET") else ""
EMAIL_BACKEND = MAIL.backend
EMAIL_HOST, EMAIL_PORT = MAIL.host, MAIL.port
EMAIL_HOST_USER, EMAIL_HOST_PASSWORD = MAIL.user, MAIL.password
EMAIL_USE_SSL, EMAIL_USE_TLS, EMAIL_TIMEOUT = MAIL.use_ssl, MAIL.use_tls, 20
DEFAULT_FROM_EMAIL = env.str("MAIL_FROM", f"wardmote@{ALLOWED_HOSTS[0]}")

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "line": {
            "()": "wardmote.kernel.logs.WithoutTokens",
            "format": "{asctime} {levelname} {name} {message}",
            "style": "{",
        }
    },
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["stderr"], "level": "WARNING"},
}
#: HTTPS off is for one machine; preloading (W021) is for whoever owns the domain to ask
SILENCED_SYSTEM_CHECKS = ["axes.W006", "security.W004", "security.W008", "security.W021"]
