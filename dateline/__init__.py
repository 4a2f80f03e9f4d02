"""The front door: the command that starts the rooms and joins them."""
