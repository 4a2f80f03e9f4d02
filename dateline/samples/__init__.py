"""A small news site of our own writing: every name, firm and event in it is invented."""
