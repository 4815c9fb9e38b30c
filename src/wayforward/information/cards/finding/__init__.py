"""Finding the card that answers a question: ways of asking, the shelf in memory, the order."""
