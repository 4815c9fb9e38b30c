"""The check of an export of captures, as it goes out (core/outside); the product uses it too."""
