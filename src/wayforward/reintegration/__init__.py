"""Reintegration: plans, support, communities, outcomes. Empty until its first subject."""
