"""The command line, in Dutch. Every command imports what it needs when it runs, so that help is instant."""

from regels.cli.app import main

__all__ = ["main"]
