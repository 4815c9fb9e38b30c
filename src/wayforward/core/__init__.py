"""What every strand stands on: language, parties, access, audit, rule sets. Knows no strand."""
