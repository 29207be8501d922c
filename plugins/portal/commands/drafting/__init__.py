"""Records that the portal writes for an editor to read over: nothing here is published by itself."""
