"""What the public may see. The one place where it is decided; everything after it gets the public portal alone."""
