"""What can go wrong between the desk and an organisation's server; messages are for the log."""


class IssuerSilentError(Exception):
    """The server does not answer, or not in time."""


class IssuerUntrustedError(Exception):
    """The server answered something that must not be believed; the message says what.

    It never holds a part of an answer, which could name a person.
    """
