"""Records that are out of joint: made by mutation, tried whole, few in the tests and many in `make fuzz`."""
