"""From files to text and facts with positions. Knows nothing of what a record means."""
