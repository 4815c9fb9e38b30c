"""Reports of rumours: scrubbed before they are stored, matched, counted, sorted by staff."""
