"""The networks behind `selecting.py`: what they see, how they run, how scores become choices."""
