"""What templates of the core room may use."""
