"""Documents in: what the secretariat has in Word, PDF and text becomes records, and nothing is guessed."""
