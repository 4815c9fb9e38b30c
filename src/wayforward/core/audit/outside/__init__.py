"""The check of an export of the log, as it goes out (core/outside); the product uses it too."""
