"""To be said by whoever builds this room."""
