"""What tests of the product, and of anything built on it, need: settings."""
