"""buf.validate's messages, from the descriptor that the protovalidate wheel carries."""

from google.protobuf import descriptor_pb2, duration_pb2, field_mask_pb2, timestamp_pb2  # noqa: F401
from google.protobuf import descriptor_pool
from google.protobuf.internal import builder
from protovalidate._gen.buf.validate.validate_pb import desc

DESCRIPTOR = descriptor_pool.Default().AddSerializedFile(desc().proto.to_binary())
builder.BuildMessageAndEnumDescriptors(DESCRIPTOR, globals())
builder.BuildTopDescriptorsAndMessages(DESCRIPTOR, "buf.validate.validate_pb2", globals())
