"""Campaigns: from an objective to what changed, signed by both sides of an arrangement."""
