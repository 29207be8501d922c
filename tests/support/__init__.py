"""What the tests share: small portals of their own, ways to build them, and readers of built sites."""
