"""The errors that can end a run before its tables are written, each with the exit status of the command."""

EXIT_STATUSES = {
    0: "the tables are written, and at least one article was analysed",
    2: "nothing was analysed: no article has text, a path or file is wrong, or the command was not understood",
    3: "another run writes into the same folder, from other articles",
    4: "the Dask scheduler does not answer, or was lost",
    5: "the articles changed again and again while they were read",
    6: "processes ended again and again in the middle of their work",
    130: "stopped from the keyboard; the same command continues where it stopped",
}
"""Every exit status of the command, and what it says."""


class RunError(Exception):
    """A run ended, and its message says why and what to do."""
    exit_status = 2


class FolderInUse(RunError):
    """Another run writes into the same folder."""
    exit_status = 3


class NoScheduler(RunError):
    """There is no Dask scheduler at the address, or no more."""
    exit_status = 4


class InputChanged(RunError):
    """Files changed between the making of their checksums and the end of reading."""
    exit_status = 5


class ProcessesDied(RunError):
    """Processes end again and again in the middle of their work, and no article was found that ends them."""
    exit_status = 6
