"""Persons at the desk: search, one person's page with its timeline, judging who is who."""
