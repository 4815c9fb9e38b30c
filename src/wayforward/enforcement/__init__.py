"""Enforcement: calls for proposals, exchange. Empty until its first subject."""
