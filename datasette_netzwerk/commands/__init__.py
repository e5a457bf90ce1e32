"""`datasette netzwerk …`: arguments in, report out; what a command does is a function that pages can call too.

One module per command; importing them here makes the group whole.
"""

from datasette_netzwerk.commands import (
    backup,
    checking,
    export,
    forget,
    history,
    importing,
    imports,
    inspecting,
    merge,
    problems,
    publishing,
    review,
    serving,
    undo,
)
from datasette_netzwerk.commands.frame import netzwerk

__all__ = [
    "backup",
    "checking",
    "export",
    "forget",
    "history",
    "importing",
    "imports",
    "inspecting",
    "merge",
    "netzwerk",
    "problems",
    "publishing",
    "review",
    "serving",
    "undo",
]
