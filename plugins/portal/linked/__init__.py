"""Records that know each other: names resolved, texts given to their items, backlinks beside the records."""
