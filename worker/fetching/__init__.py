"""From a URL to its page: safely, politely."""
