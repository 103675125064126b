"""What `concurrent.futures` is in."""
