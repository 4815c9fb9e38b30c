"""Returns: cases, identity, safeguards, journeys, oversight. Empty until its first subject."""
