"""What has nothing to do with a database is tried once, on SQLite."""

import os

WITHOUT_DATABASE = {"test_supply", "test_templates", "test_hostile_files"}


def pytest_collection_modifyitems(config, items):
    if not os.environ.get("WARDMOTE_DATABASE_URL"):
        return
    left_out = [one for one in items if one.path.stem in WITHOUT_DATABASE]
    config.hook.pytest_deselected(items=left_out)
    items[:] = [one for one in items if one not in left_out]
