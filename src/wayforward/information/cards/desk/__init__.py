"""The desk's pages of cards."""
