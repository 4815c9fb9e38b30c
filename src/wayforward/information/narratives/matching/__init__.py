"""From a report to the claim it tells: candidates, scores, the decision and its reasons."""
