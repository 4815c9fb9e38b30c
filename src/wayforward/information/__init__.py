"""Inform: official sources, answers, narratives, campaigns, projects."""
