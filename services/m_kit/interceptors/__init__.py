"""What surrounds every rpc, one concern a file, put together by `pipeline.Pipeline`."""
