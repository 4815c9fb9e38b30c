"""wayforward runs a migration-cooperation arrangement from end to end.

One Django project; each folder beside this file is a room (see docs/architecture.md).
"""

__version__ = "0.1.0"
