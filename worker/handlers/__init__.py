"""The three use cases: fetch an article, extract its facts, deliver an event. What they need is passed in."""
