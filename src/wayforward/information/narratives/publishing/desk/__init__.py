"""The desk's pages of rebuttals."""
