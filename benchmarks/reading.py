"""Reads what servers, workers and signers of the portal need: imported by the process that benchmarks.begun forks."""

import gc

import gunicorn.app.wsgiapp
import gunicorn.workers.gthread  # noqa: F401 - what follows too, for whoever is forked

from ita_portal import wsgi  # noqa: F401 - with it Django is set up
from ita_portal.warming import warm, warm_pages
from reports.signing import sign  # noqa: F401

warm()
warm_pages()
gc.collect()
gc.freeze()  # Python's collector would write into all of it, and so give each process a copy
