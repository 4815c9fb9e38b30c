"""The weekly picture: what rises, in which languages and channels, what nothing answered."""
