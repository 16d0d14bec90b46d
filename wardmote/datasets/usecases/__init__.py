"""Everything that changes what is held: one function per sentence an analyst would say."""

from wardmote.datasets.usecases.export import export_counts
from wardmote.datasets.usecases.fetched import close_dead_fetches
from wardmote.datasets.usecases.figures import release_open_figures
from wardmote.datasets.usecases.imports import (
    fetch_street,
    import_dataset,
    import_street,
    queue_fetch,
    queue_import,
    run_import,
)
from wardmote.datasets.usecases.register import change_dataset, register_dataset
from wardmote.datasets.usecases.street import close_dead_imports

__all__ = [
    "change_dataset",
    "close_dead_fetches",
    "close_dead_imports",
    "export_counts",
    "fetch_street",
    "import_dataset",
    "import_street",
    "queue_fetch",
    "queue_import",
    "register_dataset",
    "release_open_figures",
    "run_import",
]
