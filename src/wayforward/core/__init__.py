"""What every strand stands on: language, parties, access, audit, rule sets, clocks. Knows no strand."""
