"""The app instance: ``celery --app worker.celery worker`` and ``... flower``. ``dateline worker`` does the same."""

import os

# Before anything imports billiard or numpy. SIGTERM ends a worker within worker_soft_shutdown_timeout and hands back
# what is left, instead of waiting for the longest task; a BLAS with threads of its own makes each child slower.
os.environ.setdefault("REMAP_SIGTERM", "SIGQUIT")
for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "BLIS_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ.setdefault(name, "1")

from worker.app import create_app  # noqa: E402 - the environment comes first
from worker.settings import Settings  # noqa: E402 - the same

app = create_app(Settings())
