"""Rule sets: the cited parameters of an arrangement and of the law around it, and how they changed."""
