"""NATS: the embedded server, events carried by JetStream, and calls between contexts as request and reply."""
