"""Commands that write and mend records for editors, and that show and find them."""
