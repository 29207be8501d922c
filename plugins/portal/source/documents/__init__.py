"""Files that people write in offices, as bytes: what the import, the guard and the cleaning take them apart with."""
