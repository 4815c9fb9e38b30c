"""Who may do what, and who is who: accounts of staff, signing in, the gate of the desk."""
