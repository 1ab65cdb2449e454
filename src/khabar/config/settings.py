"""Django settings, derived from the options of this installation and from the process that is starting.

KHABAR_PROCESS says which process this is. The porch process is given no house database at all: its `default` is empty,
so a query that would need the house cannot even be formed (docs/adr: the default alias is the house).
"""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Any

from khabar.adapters.clock import SystemClock
from khabar.config import databases, kinds, logs, secret
from khabar.config.options import Options, SettingsError

PROCESS = os.environ.get("KHABAR_PROCESS", "check")
"""porch, house, work, work-intake and the like, operator (shell commands), demo, or check (tests, type checks)."""

_CHECK_VALUES: dict[str, Any] = {
    "kind": "intermediary",
    "home": Path(os.environ.get("KHABAR_HOME", ".cache/check")),
    "who_runs_this": "The Tracing House of Lindenau (invented)",
    "contact": "Lindenau, Mill Lane 3, Tuesdays from ten to four",
    "slip_salt": "5a" * 16,
    "porch_hosts": ("localhost", "testserver", "shirin.localhost"),
    "house_hosts": ("localhost", "testserver", ".localhost"),
    "demo": True,
    "fast_keys": True,
    "https": False,
}

try:
    OPTIONS = Options.of(_CHECK_VALUES) if PROCESS == "check" else Options.load()
except SettingsError as problem:
    sys.exit(f"khabar: {problem}")

_LAYOUT = kinds.layout_of(OPTIONS.kind)
_IS_PORCH = PROCESS == "porch"
_HAS_HOUSE = not _IS_PORCH

DEBUG = False
SECRET_KEY = secret.of_process(OPTIONS, porch=_IS_PORCH, check=PROCESS == "check")
ALLOWED_HOSTS = list(OPTIONS.porch_hosts if _IS_PORCH else OPTIONS.house_hosts)
ROOT_URLCONF = _LAYOUT.urls["porch" if _IS_PORCH else "house"]
DATES_AT_RISK = _LAYOUT.at_risk
TO_WARN = _LAYOUT.to_warn
BRIDGE = _LAYOUT.bridge
USE_TZ = True
TIME_ZONE = "UTC"
LANGUAGE_CODE = "en"
# Offered is a language in which every sentence is translated (tests/house/test_catalogues.py). Mails: as the porch.
SPOKEN = {"porch": [("en", "English"), ("fa", "فارسی")], "house": [("en", "English"), ("fa", "فارسی")]}
LANGUAGES = SPOKEN["house" if PROCESS in {"house", "demo"} else "porch"]
LANGUAGE_COOKIE_NAME = "language"
USE_I18N = True
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
DATABASE_ROUTERS = ["khabar.config.router.HouseAndPorch"]

_SIGN_IN = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "allauth",
    "allauth.account",
    "allauth.mfa",
]
_EVERYWHERE = ["django.contrib.staticfiles", "khabar.web.components", *kinds.SHARED_APPS, *_LAYOUT.porch_apps]

if _IS_PORCH:
    INSTALLED_APPS = [*_EVERYWHERE, *_LAYOUT.porch_doors]
elif PROCESS == "check":
    # tests hold the tables and doors of both kinds; an installation has those of its own kind alone
    INSTALLED_APPS = list(dict.fromkeys([*_SIGN_IN, *_EVERYWHERE, *kinds.everything(), "khabar.demo"]))
elif PROCESS == "demo":
    INSTALLED_APPS = [*_EVERYWHERE, "khabar.apps.rounds", "khabar.demo"]
    ROOT_URLCONF = _LAYOUT.urls["demo"]
elif PROCESS == "house":
    INSTALLED_APPS = [*_SIGN_IN, *_EVERYWHERE, *_LAYOUT.house_apps, *_LAYOUT.house_doors]
else:
    INSTALLED_APPS = [*_SIGN_IN, *_EVERYWHERE, *_LAYOUT.house_apps]

_FRONT = [
    "khabar.web.components.middleware.security_headers",
    "khabar.web.components.middleware.no_null",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "khabar.config.wiring.give_parts",
    "khabar.web.components.languages.in_the_readers_language",
]
_PORCH_MIDDLEWARE = [
    *_FRONT,
    "django.middleware.common.CommonMiddleware",
    "khabar.web.components.bodies.bounded_bodies",
    "khabar.web.components.own_forms.own_forms",
    "khabar.web.components.middleware.porch_errors",
]
_HOUSE_MIDDLEWARE = [
    *_FRONT,
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "khabar.web.front.middleware.second_factor_first",
    "khabar.web.front.middleware.duty_decides",
    # after the duties: a form without its token must not answer otherwise where there is a door than where there is no
    # door
    "khabar.web.components.bodies.bounded_bodies",
    "khabar.web.components.own_forms.own_forms",
    "khabar.web.components.middleware.house_errors",
    "khabar.web.front.reading.reading_stops",  # after it, so asked before it: a quota is a refusal that is told
]
MIDDLEWARE = _PORCH_MIDDLEWARE if _IS_PORCH else _HOUSE_MIDDLEWARE
if PROCESS == "demo":
    ALLOWED_HOSTS = ["localhost", "127.0.0.1"]
    MIDDLEWARE = [*_FRONT, "django.middleware.common.CommonMiddleware", "khabar.web.components.own_forms.own_forms"]

_CONTEXT = [
    "django.template.context_processors.request",
    "khabar.web.components.context.installation",
    "khabar.web.components.languages.choices",
]
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [*_CONTEXT]
            if _IS_PORCH or PROCESS == "demo"
            else [
                *_CONTEXT,
                "khabar.web.front.frame.house",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ]
        },
    }
]


def _database(alias: str) -> dict[str, Any]:
    return databases.database(OPTIONS, PROCESS, alias, _LAYOUT.allowed_to(PROCESS, alias))


DATABASES: dict[str, dict[str, Any]] = (
    databases.databases_of_tests(os.environ)
    if PROCESS == "check"
    else {"default": _database("default") if _HAS_HOUSE else {}, "porch": _database("porch")}
)

STATIC_URL = "/static/"
STATICFILES_DIRS = [Path(__file__).resolve().parents[1] / "web" / "static"]
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = False
WHITENOISE_MAX_AGE = 3600

SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "no-referrer"
# A browser takes a cookie of this name from this very host alone: none that a neighbouring name has planted.
_HOST = "__Host-" if OPTIONS.https else ""
SESSION_ENGINE = "khabar.apps.accounts.visits"
if PROCESS == "house":
    _TRIES = {"BACKEND": "khabar.apps.accounts.tries.KeptTries", "OPTIONS": {"now": SystemClock().now}}
    CACHES = {"default": _TRIES}
SESSION_COOKIE_NAME = f"{_HOST}house"
CSRF_COOKIE_NAME = f"{_HOST}csrftoken"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Strict"
SESSION_COOKIE_AGE = 8 * 60 * 60
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SAMESITE = "Strict"
CSRF_FAILURE_VIEW = "khabar.web.components.errors.form_too_old"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = OPTIONS.https
DATA_UPLOAD_MAX_MEMORY_SIZE = 1_000_000
DATA_UPLOAD_MAX_NUMBER_FIELDS = 200
FILE_UPLOAD_HANDLERS = ["django.core.files.uploadhandler.MemoryFileUploadHandler"]
if _HAS_HOUSE and PROCESS != "demo":
    FILE_UPLOAD_MAX_MEMORY_SIZE = 60_000_000  # pictures of sheets, of one form together; a larger form loses its files
LOGGING = logs.CONFIGURATION
APPEND_SLASH = False  # a redirect would tell a door from no door

AUTH_USER_MODEL = "accounts.Account"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 14}}
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "front:home"
ACCOUNT_ADAPTER = "khabar.apps.accounts.sign_in.ClosedSignUp"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_USER_MODEL_EMAIL_FIELD = None
ACCOUNT_LOGOUT_REDIRECT_URL = "account_login"
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_REAUTHENTICATION_TIMEOUT = 900
MFA_ADAPTER = "khabar.apps.accounts.sign_in.SealedFactors"
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_TOTP_ISSUER = "Office"  # a neutral word: it shows on a telephone that may be searched
MFA_TOTP_TOLERANCE = 1
ALLAUTH_TRUSTED_PROXY_COUNT = len(OPTIONS.trusted_proxies)
