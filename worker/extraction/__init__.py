"""From text to facts, one kind of fact per module. Pure."""
