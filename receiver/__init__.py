"""The reader's end of the webhook: verify, keep, show."""
