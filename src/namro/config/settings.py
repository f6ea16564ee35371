"""Django's settings. What differs between installations comes from `environment`; nothing here writes to disk."""

from __future__ import annotations

import os

from django.contrib.messages import constants as messages

from namro.config.assets import static_digest
from namro.config.environment import read_environment
from namro.config.secret import read_secret

ENVIRONMENT = read_environment(os.environ)
DATA_DIR = ENVIRONMENT.data
#: Issuers whose signatures are trusted; `documents.signatures.trust_roots_in` lists their files.
TRUST_ROOTS = ENVIRONMENT.trust_roots
#: Where people reach the site, and the mail server (None: no mail goes out, letters wait).
SITE_URL = ENVIRONMENT.url
MAIL = ENVIRONMENT.mail
DEBUG = ENVIRONMENT.debug
SECRET_KEY = read_secret(DATA_DIR)
ALLOWED_HOSTS = list(ENVIRONMENT.hosts)
DATABASES = {"default": ENVIRONMENT.database}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

INSTALLED_APPS = [
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django_tasks",
    "django_tasks_db",
    "namro.ui",
    "namro.apps.runs",
    "namro.apps.people",
    "namro.apps.papers",
    "namro.apps.notices",
    "namro.apps.frameworks",
    "namro.apps.library",
    "namro.apps.registers",
    "namro.apps.dossiers",
    "namro.apps.feedback",
    "namro.apps.surveys",
    "namro.apps.officers",
    "namro.apps.indicators",
    "namro.apps.service_index",
    "namro.apps.assessments",
    "namro.apps.appraisals",
    "namro.apps.plans",
    "namro.apps.meetings",
    "namro.apps.chasing",
    "namro.apps.reports",
    "namro.apps.yearly",
    "namro.apps.exchange",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "namro.ui.middleware.content_security",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "namro.ui.middleware.language",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "namro.ui.middleware.NoNullCharacters",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]
ROOT_URLCONF = "namro.config.urls"
WSGI_APPLICATION = "namro.config.wsgi.application"
APPEND_SLASH = False
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "builtins": [
                "django.templatetags.i18n",
                "django.templatetags.static",
                "namro.ui.templatetags.namro_ui",
            ],
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.csrf",
                "django.template.context_processors.i18n",
                "django.contrib.messages.context_processors.messages",
                "namro.ui.navigation.frame",
            ],
        },
    }
]

# People
AUTH_USER_MODEL = "people.User"
#: Counts what the bell shows along with fetching who is logged in.
AUTHENTICATION_BACKENDS = ["namro.apps.notices.bell.WithBell"]
LOGIN_URL = "people:login"
LOGIN_REDIRECT_URL = "ui:home"
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]

# Language and time: stored in UTC, shown in Viet Nam's time
USE_I18N = True
LANGUAGE_CODE = "vi"
LANGUAGES = [("vi", "Tiếng Việt"), ("en", "English")]
LANGUAGE_COOKIE_SAMESITE = "Lax"
LANGUAGE_COOKIE_HTTPONLY = True
USE_TZ = True
TIME_ZONE = "Asia/Ho_Chi_Minh"

# Static files: their digest is in the address, so browsers may keep them for ever and no collecting step is needed
STATIC_URL = f"/static/{static_digest()}/"
WHITENOISE_USE_FINDERS = True
WHITENOISE_IMMUTABLE_FILE_TEST = r"^.+$"
WHITENOISE_ALLOW_ALL_ORIGINS = False

# Messages carry the class of the note that shows them
MESSAGE_TAGS = {messages.SUCCESS: "good", messages.WARNING: "warn", messages.ERROR: "bad"}

# Uploads: always on disk, in the data folder, never in memory
MAX_UPLOAD_BYTES = 50 * 1024 * 1024
FILE_UPLOAD_HANDLERS = ["namro.apps.library.uploads.LimitedUploadHandler"]
FILE_UPLOAD_PERMISSIONS = 0o600

# Work in the background: a queue in the database, emptied by `namro worker`
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}

# Hardening
SESSION_COOKIE_NAME = "namro_session"
SESSION_COOKIE_AGE = 14 * 24 * 3600
CSRF_COOKIE_HTTPONLY = True
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = ENVIRONMENT.https
SECURE_SSL_REDIRECT = ENVIRONMENT.https
SECURE_HSTS_SECONDS = 365 * 24 * 3600 if ENVIRONMENT.https else 0
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if ENVIRONMENT.https else None
CSRF_TRUSTED_ORIGINS = [f"https://{host}" for host in ALLOWED_HOSTS] if ENVIRONMENT.https else []

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "filters": {"tokens": {"()": "namro.config.log_filter.WithoutTokens"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line", "filters": ["tokens"]}},
    "loggers": {
        "django": {"handlers": [], "level": "WARNING", "propagate": True},
        # What people type wrong or upload too large is told to them, not to the one who reads the log.
        "django.request": {"level": "ERROR"},
        "django.security.RequestDataTooBig": {"level": "CRITICAL"},
        "django.security.DisallowedHost": {"level": "CRITICAL"},
    },
    "root": {"handlers": ["stderr"], "level": "WARNING"},
}
