"""The guard of personal data: what may not be published of people, found in texts, file names and attachments."""
