"""What people run. Nothing else imports it."""
