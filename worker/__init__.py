"""The worker: fetches articles, reads facts out of them, delivers events. Importing it costs nothing."""
