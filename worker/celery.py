"""The app instance: ``celery --app worker.celery worker`` and ``... flower``. ``dateline worker`` does the same."""

import os

# Before anything imports numpy: a BLAS with threads of its own makes each child of a full machine slower.
for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "BLIS_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ.setdefault(name, "1")

from worker.app import create_app  # noqa: E402 - the environment comes first
from worker.settings import Settings  # noqa: E402 - the same

app = create_app(Settings())
