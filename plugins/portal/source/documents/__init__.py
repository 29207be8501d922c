"""Files that people write in offices, as bytes: what the import and the guard both take them apart with."""
