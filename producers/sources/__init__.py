"""Where URLs come from: each source yields candidates and submits nothing."""
