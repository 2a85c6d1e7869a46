"""The environment of the tests, set before Django reads its settings (a pytest plugin, loaded by pyproject.toml)."""

import gc
import os
import secrets
import tempfile
from pathlib import Path

os.environ.setdefault("DEBUG", "false")
os.environ.setdefault("SECRET_KEY", secrets.token_urlsafe(50))
os.environ.setdefault("ALLOWED_HOSTS", "testserver,127.0.0.1,localhost")
os.environ.setdefault("DATABASE_URL", f"sqlite:///{Path(tempfile.gettempdir()) / 'ita-portal-tests.sqlite3'}")
os.environ.setdefault("HTTPS_ONLY", "false")
os.environ.setdefault("PORTAL_URL", "https://testserver")
os.environ.setdefault("CACHE_URL", "locmemcache://")
os.environ.setdefault("MFA_REQUIRED", "false")  # tests of the second factor turn it on
os.environ.setdefault("SIGNING_DEMO", "true")  # in a folder of the tests' own: see tests/conftest.py

# Importing makes nothing but what stays: looking through it for garbage was up to a fifth of what collecting costs.
gc.set_threshold(50_000, 20, 20)
