"""Parameters of an arrangement: value, unit, validity, citation, verified or not."""
