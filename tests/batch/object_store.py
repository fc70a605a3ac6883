"""An object store on this machine's loopback address, for tests."""

import logging
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

KEYS = {
    "AWS_ACCESS_KEY_ID": "tolven-key-id",
    "AWS_SECRET_ACCESS_KEY": "tolven-secret-that-nobody-sees",
    "AWS_REGION": "us-east-1",
}
BUCKET = "tolven"


@contextmanager
def object_store() -> Iterator[str]:
    """Its address; it has one bucket."""
    from moto.moto_server.threaded_moto_server import ThreadedMotoServer

    logging.getLogger("werkzeug").setLevel(logging.ERROR)
    server = ThreadedMotoServer("127.0.0.1", 0, verbose=False)
    server.start()
    try:
        host, port = server.get_host_and_port()
        where = f"http://{host}:{port}"
        client(where).create_bucket(Bucket=BUCKET)
        yield where
    finally:
        server.stop()


def client(where: str) -> Any:
    """A client of another maker than the one that is tested."""
    import boto3  # type: ignore[import-untyped]

    return boto3.client(
        "s3", endpoint_url=where, region_name=KEYS["AWS_REGION"],
        aws_access_key_id=KEYS["AWS_ACCESS_KEY_ID"],
        aws_secret_access_key=KEYS["AWS_SECRET_ACCESS_KEY"],
    )  # fmt: skip


def environment(where: str) -> Mapping[str, str]:
    """What a user sets."""
    return {**KEYS, "AWS_ENDPOINT_URL": where}


def put(where: str, folder: Path, prefix: str) -> list[str]:
    """The files of a folder as objects; their addresses."""
    asked = client(where)
    files = sorted(file for file in folder.rglob("*") if file.is_file())
    for file in files:
        asked.put_object(Bucket=BUCKET, Key=f"{prefix}/{file.name}", Body=file.read_bytes())
    return [f"s3://{BUCKET}/{prefix}/{file.name}" for file in files]
