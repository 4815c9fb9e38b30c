"""Parties to an arrangement and the arrangement itself."""
