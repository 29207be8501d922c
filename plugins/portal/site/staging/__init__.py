"""The new site is built beside the old one, and put in its place whole, or not at all."""
