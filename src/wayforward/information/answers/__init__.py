"""Answers: passages of official pages, found and quoted. No text is generated here."""
