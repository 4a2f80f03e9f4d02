"""Signing, the schedule, the breaker, one attempt."""
