"""`python -m wayforward.cli` is the `wayforward` command."""

from wayforward.cli.main import main

main()
