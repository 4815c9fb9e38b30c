"""A demonstration with made-up parties and people: two sides of one case, walls at work."""
