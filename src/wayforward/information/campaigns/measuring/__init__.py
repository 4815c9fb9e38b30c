"""What a campaign does: whom it reaches, what people know before and after, how sure that is."""
