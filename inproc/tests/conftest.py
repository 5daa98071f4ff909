"""What the suite needs before grpc is imported."""

import os

os.environ.setdefault("GRPC_VERBOSITY", "NONE")
