"""Steering: meetings, commitments, indicators. Empty until its first subject."""
