"""Pages that came with status 200 and are no article. Each has its own reason and its evidence."""
