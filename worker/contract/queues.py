"""Queues, task names and messages: the language between producers and workers.

A message carries the job's id and URL, never a text and never a secret. Any language can send one: see
docs/reference/messages.md. A worker one version newer still reads the old.
"""

MESSAGE_VERSION = 1

FETCH_QUEUE = "fetch"
EXTRACT_QUEUE = "extract"
DELIVER_QUEUE = "deliver"

FETCH_TASK = "dateline.fetch"
EXTRACT_TASK = "dateline.extract"
DELIVER_TASK = "dateline.deliver"
