"""The campaign officer's pages at the desk."""
