"""Starts, checks and stops the database the product keeps for itself."""
