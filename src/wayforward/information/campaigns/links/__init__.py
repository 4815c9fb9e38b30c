"""Short links of placements: made, followed, counted without anybody being known."""
