"""The app instance: ``celery --app worker.celery worker`` and ``... flower``. ``dateline worker`` does the same."""

import os
import warnings

from celery.platforms import SecurityWarning  # type: ignore[import-untyped] # celery has no types

# Before anything imports numpy: a BLAS with threads of its own makes each child of a full machine slower.
for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "BLIS_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ.setdefault(name, "1")

from worker.app import create_app  # noqa: E402 - the environment comes first
from worker.settings import Settings  # noqa: E402 - the same

# Celery warns whoever works as root that a message might run code: ours are JSON, and a worker reads nothing else.
warnings.filterwarnings("ignore", category=SecurityWarning)

app = create_app(Settings())
