"""What leaves its party: named fields, to a named recipient, on a stated ground, in a ledger."""
