"""The commands of ``dateline``: one module per group; what is heavy is imported when a command runs."""
