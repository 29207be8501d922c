"""What each page shows, worked out from the public portal and ready for its template. No markup, no MkDocs."""
