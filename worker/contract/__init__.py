"""The published language: URLs, jobs, messages, articles, facts, events, failures. Pure types."""
