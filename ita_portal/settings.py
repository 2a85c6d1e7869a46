"""One settings file, from the environment; .env.example lists every variable."""

from pathlib import Path

from csp.constants import NONE, SELF

from ita_portal import address, sqlite
from ita_portal.caches.choice import chosen
from ita_portal.environment import Environment
from ita_portal.watching import logs

BASE_DIR = Path(__file__).resolve().parent.parent
env = Environment(BASE_DIR / ".env")

DEBUG = env.bool("DEBUG", default=False)
# Outside DEBUG there is no default: the server refuses to start without a secret of its own (ita_portal/wsgi.py), and
# Django refuses to sign anything. Commands that sign nothing, such as convert_report, need none.
SECRET_KEY = env.str("SECRET_KEY", default="for-development-only" if DEBUG else "")
_TOLD_URL = env.str("PORTAL_URL", default="")  # where browsers open the portal, and what stands on each report
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=address.hosts(_TOLD_URL, debug=DEBUG))
CSRF_TRUSTED_ORIGINS = env.list("CSRF_TRUSTED_ORIGINS", default=[])
# A demonstration: marked on every page and sheet, lists who can sign in; never with real data.
DEMO = env.bool("DEMO", default=False)
DEMO_TODAY = env.date("DEMO_TODAY", default="2566-09-26")  # the day on which it lives: see clock/
DATA_DIR = Path(env.str("DATA_DIR", default=str(BASE_DIR / "data")))
DATA_DIR.mkdir(parents=True, exist_ok=True)  # SQLite opens a file, never a missing folder
FILES_URL = env.str("FILES_URL", default="")  # an object store in place of DATA_DIR/files

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "crispy_forms",
    "csp",
    "django_filters",
    "django_htmx",
    "bs_icon_templates",
    "django_q",
    "thai",
    "audit",
    "accounts",
    "editing",  # for its template tags
    "paper",
    "measures",
    "evidence",
    "scores",
    "reports",
    "backups",  # for its commands
    "notices",
    "ita_portal",
    "ita_portal.frame",
    "ita_portal.demo",  # for its command
]

MIDDLEWARE = [
    "ita_portal.watching.requests.watched",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "files.serving.remembered",
    "csp.middleware.CSPMiddleware",
    "ita_portal.frame.headers.headers_alone",
    "ita_portal.frame.compressed.CompressedPages",
    "ita_portal.frame.headers.private",
    "ita_portal.frame.receiving.request_text.cookies",
    "ita_portal.frame.receiving.large_forms.LargeForms",
    "ita_portal.signin.sessions.Sessions",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "ita_portal.signin.sessions.limited",
    "ita_portal.signin.next_page.readable",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "notices.after_request.write_after_request",
    "ita_portal.signin.second_factor.require_second_factor",
    "ita_portal.frame.receiving.request_text.refused",
    "ita_portal.frame.drafts.keep_typed",
]
MESSAGE_TAGS = {10: "", 20: "", 25: "ok", 30: "wait", 40: "bad"}  # message levels as classes of a notice
CSRF_FAILURE_VIEW = "ita_portal.frame.errors.csrf_failure"

ROOT_URLCONF = "ita_portal.urls"
WSGI_APPLICATION = "ita_portal.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "ita_portal.frame.context.portal",
            ],
            "builtins": [
                "django.templatetags.static",
                "bs_icon_templates.templatetags.bs_icons",
                "crispy_forms.templatetags.crispy_forms_tags",
                "thai.templatetags.thai",
                "ita_portal.frame.templatetags.portal",
                "ita_portal.frame.templatetags.pieces",
                "editing.templatetags.drafts",
                "editing.templatetags.unchosen",
                "reports.templatetags.kinds",
            ],
        },
    }
]
# Forms are drawn by templates/portal/: the mockups' markup, everywhere the same.
FORM_RENDERER = "ita_portal.frame.form_fields.PortalRenderer"
CRISPY_TEMPLATE_PACK = "portal"
CRISPY_ALLOWED_TEMPLATE_PACKS = ["portal"]
CRISPY_FAIL_SILENTLY = False  # a layout that names no field of its form, or one twice, is a mistake to be seen

_CONN_MAX_AGE = env.int("CONN_MAX_AGE", default=60)
DATABASES = {"default": env.db_url("DATABASE_URL", default=f"sqlite:///{DATA_DIR / 'portal.sqlite3'}")}
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    # Writers queue instead of dying of "database is locked"; readers never wait.
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "factory": sqlite.connect,  # goes on reading where the disk takes nothing more
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA temp_store=MEMORY;",
    }
else:
    DATABASES["default"] |= {"CONN_MAX_AGE": _CONN_MAX_AGE, "CONN_HEALTH_CHECKS": True}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = [f"django.contrib.auth.hashers.{name}PasswordHasher" for name in ("Scrypt", "PBKDF2")]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator"},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "accounts.authentication.common_passwords.CommonThaiPasswordValidator"},
]
LOGIN_REDIRECT_URL = "/"
LOGIN_URL = "/accounts/login/"
ACCOUNT_ADAPTER = "ita_portal.signin.allauth_adapter.Adapter"
ACCOUNT_FORMS = {
    "login": "ita_portal.signin.allauth_adapter.SignInForm",
    "change_password": "ita_portal.signin.allauth_adapter.ChangePasswordForm",
    "reset_password": "ita_portal.signin.allauth_adapter.ResetPasswordForm",
    "reset_password_from_key": "ita_portal.signin.allauth_adapter.NewPasswordForm",
    "reauthenticate": "ita_portal.signin.allauth_adapter.PasswordAgainForm",
}
ACCOUNT_LOGIN_METHODS = {"username", "email"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "email", "password1*"]  # sign-up is closed; allauth checks it against the methods
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False  # no letters to addresses that a stranger typed
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_LOGOUT_REDIRECT_URL = LOGIN_URL
# An office sits behind one address: accounts are guarded tightly, addresses widely (ita_portal/signin/throttle.py).
ACCOUNT_RATE_LIMITS = {
    "login": "120/m/ip",  # all sign-ins, right or wrong: fifty people at half past eight
    "login_failed": "5/5m/key",  # wrong passwords, or wrong codes, of one account
    "login_failed_watched": "50/5m/ip",
    "login_failed_closed": "300/h/ip",
    "login_watched_try": "1/5m/key",
    "reset_password": "30/m/ip,5/m/key",
    "reset_password_from_key": "60/m/ip",
    "evidence_upload": "120/m/user",  # files that one person begins to send; their pieces are bounded by the files
}
ACCOUNT_SESSION_REMEMBER = None  # the person chooses, by a box on the sign-in page
# Seconds: idle, and from sign-in in any case. A remembered session may idle longer, but never lasts longer.
SESSION_IDLE = 60 * env.int("SESSION_IDLE_MINUTES", default=60)
SESSION_COOKIE_AGE = SESSION_LONGEST = 3600 * env.int("SESSION_LONGEST_HOURS", default=12)
SESSION_EXPIRE_AT_BROWSER_CLOSE = True  # unless the person ticked the box
# The second factor: an app's codes, good once within 30 seconds (and the 30 before and after: clocks differ).
MFA_REQUIRED = env.bool("MFA_REQUIRED", default=not (DEBUG or DEMO))
MFA_ADAPTER = "ita_portal.signin.second_factor.MFAAdapter"
MFA_FORMS = {
    "authenticate": "ita_portal.signin.second_factor.CodeForm",
    "reauthenticate": "ita_portal.signin.second_factor.CodeAgainForm",
    "activate_totp": "ita_portal.signin.second_factor.SetUpForm",
}
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
# Nobody signs up here: an address is the invitation's, and waits for no verification that has no page.
MFA_ALLOW_UNVERIFIED_EMAIL = True
MFA_RECOVERY_CODES_SHOW_ONCE = True  # who comes to an open screen later reads none
MFA_TOTP_PERIOD, MFA_TOTP_TOLERANCE = 30, 1
# Counted where all workers see it: see ita_portal/caches/choice.py.
CACHES = chosen(
    env.cache_url("CACHE_URL", default=""), folder=DATA_DIR / "cache", database=DATABASES["default"]["ENGINE"]
)

LANGUAGE_CODE = "th"
LOCALE_PATHS = [BASE_DIR / "locale"]  # what Django's own Thai lacks, in the words of the office
TIME_ZONE = "Asia/Bangkok"

STATIC_URL = "static/"
STATIC_ROOT = Path(env.str("STATIC_ROOT", default=str(BASE_DIR / "staticfiles")))
STATICFILES_DIRS = [BASE_DIR / "static"]
STATICFILES_FINDERS = [
    "django.contrib.staticfiles.finders.FileSystemFinder",
    "ita_portal.frame.static_files.finder.VendorFinder",
]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}

# Every response: nothing from anywhere but our own files; Bootstrap draws its marks as data: images.
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "font-src": [SELF],
        "img-src": [SELF, "data:"],
        "connect-src": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
    }
}
# Plain HTTP only where a person asks for it: a laptop's demonstration, the tests.
HTTPS_ONLY = env.bool("HTTPS_ONLY", default=not DEBUG)
SECURE_SSL_REDIRECT = SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS_ONLY
SECURE_HSTS_SECONDS = 31536000 if HTTPS_ONLY else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = HTTPS_ONLY
BEHIND_PROXY = env.bool("BEHIND_PROXY", default=False)
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if BEHIND_PROXY else None
# Else everybody's address is the proxy's, and one person's wrong passwords lock out all.
ALLAUTH_TRUSTED_PROXY_COUNT = 1 if BEHIND_PROXY else 0
SECURE_REDIRECT_EXEMPT = [r"^health/", r"^metrics$"]  # asked by machines on the inside
SECURE_REFERRER_POLICY = "same-origin"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
X_FRAME_OPTIONS = "DENY"
FILE_UPLOAD_HANDLERS = ["accounts.uploads.NoFile"]  # a view that takes files declares what receives them
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5000
BACKUP_DIR = env.str("BACKUP_DIR", default="")  # where the worker makes an archive each night, if anywhere
BACKUP_KEEP = env.numbers("BACKUP_KEEP", default="7,4,12")  # days, weeks and months whose newest archive stays
LINK_CHECKS = env.bool("LINK_CHECKS", default=False)  # whether the worker opens the addresses of evidence
CLAMD_ADDRESS = env.str("CLAMD_ADDRESS", default="")  # the virus scanner that sees each file before it is opened
EMAIL_CONFIG = env.email_url("EMAIL_URL", default="consolemail://")
globals().update({name: value for name, value in EMAIL_CONFIG.items() if name.startswith("EMAIL_")})
EMAIL_TIMEOUT = env.int("EMAIL_TIMEOUT", default=15)  # seconds; a mail server that hangs must hold nobody up
DEFAULT_FROM_EMAIL = env.str("DEFAULT_FROM_EMAIL", default="portal@localhost")
PORTAL_URL = _TOLD_URL or address.guessed(ALLOWED_HOSTS, https=HTTPS_ONLY, debug=DEBUG)
ADDRESS_FAULTS = tuple(address.faults(_TOLD_URL, ALLOWED_HOSTS, https=HTTPS_ONLY, debug=DEBUG))

# Signing: see pades/keys/agency_keys.py. Beside DATA_DIR, so that no copy of the data carries a key.
SIGNING_DIR = Path(env.str("SIGNING_DIR", default=f"{DATA_DIR}-keys"))
SIGNING_ELSEWHERE = env.bool("SIGNING_ELSEWHERE", default=False)  # the keys lie on another machine, whose worker signs
SIGNING_DEMO = env.bool("SIGNING_DEMO", default=DEBUG or DEMO)
SIGNING_LEVEL = env.str("SIGNING_LEVEL", default="B-LT")
SIGNING_PASSPHRASE_FILE = env.str("SIGNING_PASSPHRASE_FILE", default="")
PKCS11_MODULE = env.str("PKCS11_MODULE", default="")
PKCS11_TOKEN = env.str("PKCS11_TOKEN", default="{agency}")
PKCS11_PIN_FILE = env.str("PKCS11_PIN_FILE", default="")
TSA_URL = env.str("TSA_URL", default="")
TSA_TIMEOUT = env.int("TSA_TIMEOUT", default=10)  # seconds, for each of three tries

# Work behind the pages, queued in the portal's own database: a job is asked for in the transaction that wants it.
Q_CLUSTER = {
    "name": "portal",
    "orm": "default",
    "workers": 1,
    "poll": 1,  # seconds between looks at the queue
    "guard_cycle": 3,  # seconds; must divide timeout + 3, else the guard misses the moment to end a job that hangs
    "timeout": 600,
    "retry": 900,  # seconds until a job whose worker was killed is run again
    "ack_failures": True,  # what failed comes round with the next minute's job
    "max_attempts": 3,
    "catch_up": False,  # after a pause one round, not one for each that was missed
    "save_limit": 50,
    "cache": "nowhere",  # its own statistics, twice a second on disk: the pulse says enough
}

LOG_FORMAT = env.str("LOG_FORMAT", default="line")
LOGGING = logs.configuration(LOG_FORMAT, debug=DEBUG)
METRICS_TOKEN = env.str("METRICS_TOKEN", default="")
METRICS_ADDRESSES = env.list("METRICS_ADDRESSES", default=[])
SENTRY_DSN = env.str("SENTRY_DSN", default="")

ENVIRONMENT_DOUBTS = tuple(env.doubts())  # what .env says that nobody reads: a check tells it at each start
