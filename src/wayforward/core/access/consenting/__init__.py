"""What a person agreed to: which party may learn which group of fields, what for, until when."""
