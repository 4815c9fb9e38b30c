"""What templates of every room may use to show things in the reader's language."""
