"""What is worked out of the public portal and a day: one home for each fact, for pages and for outputs alike."""
