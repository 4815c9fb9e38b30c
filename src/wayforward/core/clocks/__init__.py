"""Deadlines as data: what starts them, how they are counted, what happens when they run out."""
