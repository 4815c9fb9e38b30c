"""Rule sets: cited parameters of an arrangement and of the law around it."""
