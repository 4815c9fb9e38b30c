"""From a draft to what the public reads: the verbs of rebuttals, their pages, their feed."""
