"""Files for the tests of reading: written into a folder that a test is given."""


def write(folder, files):
    """The folder, with the files {name: bytes or text} in it."""
    for name, data in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data if isinstance(data, bytes) else data.encode())
    return folder
