"""The only code that opens an outbound connection."""
