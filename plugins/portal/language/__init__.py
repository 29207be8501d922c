"""The two written languages: message catalogues and dates."""
